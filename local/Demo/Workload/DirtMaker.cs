using System.Text;
using System.Text.Json;

namespace RevenueFunctions.Local.Demo.Workload;

/// <summary>Makes what is wrong on purpose.</summary>
internal sealed class DirtMaker(FactMaker maker, Traffic traffic, Random random)
{
    /// <summary>Bodies that are no JSON.</summary>
    public static IReadOnlyList<byte[]> NoJson { get; } =
    [
        Encoding.UTF8.GetBytes("""{"specversion":"1.0","id":"cut-off","source":"gateway/1","type":"acme.api.requ"""),
        Encoding.UTF8.GetBytes("GET /metrics HTTP/1.1"),
        Encoding.UTF8.GetBytes("""{"log":"cdn","transfer":{"bytes":NaN}}"""),
        [0xff, 0xfe, 0x00, 0x7b],
        Encoding.UTF8.GetBytes("<usage><account>C-10001</account></usage>"),
    ];

    private int malformed;

    /// <summary>A body that is no JSON.</summary>
    public byte[] Malformed() => NoJson[malformed++ % NoJson.Count];

    /// <summary>A CloudEvent whose data its event type's schema refuses.</summary>
    public Action<Utf8JsonWriter> SchemaViolation(double progress)
    {
        var account = Somebody();
        var fact = maker.Of(account, "acme.api.request", account.Account.Id, progress);
        return random.Next(3) switch
        {
            0 => json => FactJson.WriteCloudEvent(json, fact with { Data = [new FactField("region", 0m, "atlantis"), new FactField("status", 200)] }),
            1 => json => FactJson.WriteCloudEvent(json, fact with { Data = [new FactField("status", 200)] }),
            _ => json => FactJson.WriteCloudEvent(json, fact with { Data = [new FactField("region", 0m, "us-east"), new FactField("status", 0m, "fine")] }),
        };
    }

    /// <summary>A CloudEvent of a type that is known and never billed.</summary>
    public Action<Utf8JsonWriter> InternalProbe(double progress)
    {
        var account = Somebody();
        var fact = maker.Of(account, "acme.api.request", account.Account.Id, progress) with { Type = "acme.internal.probe" };
        return json => FactJson.WriteCloudEvent(json, fact);
    }

    /// <summary>A log line of the staging environment, which the source mapping excludes.</summary>
    public Action<Utf8JsonWriter> StagingLog(double progress)
    {
        var account = Somebody();
        var fact = maker.Of(account, "acme.network.egress", account.Account.Id, progress);
        return json => FactJson.WriteCdnLog(json, fact, "staging");
    }

    private AccountProfile Somebody() => traffic.Draw(random);
}
