using System.Text;
using RevenueFunctions.Local.Demo.Workload;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload.Parts;

/// <summary>What can never be billed: no JSON, no object, data that the schema refuses, types nobody knows, probes and staging traffic.</summary>
internal sealed class Dirt : IScenarioPart
{
    /// <inheritdoc/>
    public void AddTo(ScenarioDraft draft, Chance chance)
    {
        var facts = new FactFactory(chance.AsRandom(), "dirt");
        for (var count = chance.Pick([0, 1, 3, 6]); count > 0; count--)
        {
            var account = chance.Pick(draft.Catalog.Accounts);
            var period = chance.Pick(draft.PeriodsOf(account));
            var fact = facts.Make("acme.api.request", 1, account.Id, chance.Between(period.Start, period.End));
            var at = chance.Between(period.End.AddHours(-3), period.End.AddHours(3));
            draft.Letters.Add(Letter(fact, chance) with { At = at, Producer = chance.Below(4) });
        }
    }

    private static Letter Letter(UsageFact fact, Chance chance) => chance.Below(6) switch
    {
        0 => NoJson(chance),
        1 => Raw("42"u8.ToArray(), new SentItem.Refused("not-an-object")),
        2 => CloudEvent(fact with { Data = [new FactField("region", 0m, "atlantis"), new FactField("status", 200)] }, new SentItem.Refused("schema-violation")),
        3 => CloudEvent(fact with { Type = "acme.unheard.of" }, new SentItem.Refused("unknown-event-type")),
        4 => CloudEvent(fact with { Type = "acme.internal.probe" }, new SentItem.Excluded("internal-probe")),
        _ => Raw(SentBytes.Write(json => FactJson.WriteCdnLog(json, fact with { Data = [new FactField("gigabytes", 0.5m), new FactField("region", 0m, "fra")] }, "staging")), new SentItem.Excluded("staging-traffic")),
    };

    private static Letter NoJson(Chance chance)
    {
        var body = chance.Pick(DirtMaker.NoJson);
        var isText = body.AsSpan().IndexOf((byte)0xff) < 0 && Encoding.UTF8.GetString(body).Length > 0;
        return new Letter(default, 0, new SentItem.Refused(isText ? "invalid-json" : "invalid-utf8"), LetterShape.Structured, body, TravelsAlone: true);
    }

    private static Letter CloudEvent(UsageFact fact, SentItem item) => Raw(SentBytes.Write(json => FactJson.WriteCloudEvent(json, fact)), item);

    private static Letter Raw(byte[] body, SentItem item) => new(default, 0, item, LetterShape.Structured, body);
}
