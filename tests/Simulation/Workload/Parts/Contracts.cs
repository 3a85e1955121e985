using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Local.Demo.Oracle;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload.Parts;

/// <summary>Who is on which plan: from the start, from the middle of a period, until the middle of one, and changing in between.</summary>
internal sealed class Contracts : IScenarioPart
{
    /// <inheritdoc/>
    public void AddTo(ScenarioDraft draft, Chance chance)
    {
        var contracts = draft.Catalog.Accounts.SelectMany(account => Of(draft, account, chance)).ToList();
        draft.Add(catalog => catalog with { Subscriptions = [.. contracts] });
    }

    /// <summary>An instant within the period: its middle, mostly, or the beginning of a local day.</summary>
    public static DateTimeOffset Within(OraclePeriod period, Chance chance)
    {
        var instant = chance.Between(period.Start.AddHours(1), period.End.AddHours(-1));
        return chance.Percent(50) ? instant : period.Start + TimeSpan.FromDays(Math.Floor((instant - period.Start).TotalDays));
    }

    private static IEnumerable<Subscription> Of(ScenarioDraft draft, Account account, Chance chance)
    {
        var currency = draft.Catalog.LegalEntities.First(entity => entity.Id == account.LegalEntityId).Currency;
        var first = draft.FirstPeriod(account);
        var last = draft.PeriodsOf(account)[^1];
        var from = chance.Below(10) switch
        {
            < 6 => first.Start,
            < 8 => OraclePeriod.At(account, first.Start.AddDays(-2)).Start.AddDays(chance.Between(0, 20)),
            _ => Within(first, chance),
        };
        var later = from > first.Start ? from : first.Start;
        var changedAt = later + ((last.End - later) * (chance.Between(10, 90) / 100.0));
        changedAt = DateTimeOffset.FromUnixTimeMilliseconds(changedAt.ToUnixTimeMilliseconds());
        var number = 0;
        switch (chance.Below(10))
        {
            case < 2:
                yield return Contract("base", 1, from, changedAt);
                yield return Contract(chance.Pick(["scale", "base"]), chance.Pick([1, 2]), changedAt, null);
                break;
            case 2:
                yield return Contract("scale", 1, from, changedAt);
                break;
            case 3 when first.End > from:
                yield return Contract("scale", 1, from, first.End);
                yield return Contract("base", 2, first.End, null);
                break;
            default:
                yield return Contract(chance.Pick(["base", "scale"]), 1, from, null);
                break;
        }

        if (draft.Catalog.Plans.Any(plan => plan.Key == Plans.KeyOf("extra", currency)) && chance.Percent(60))
        {
            yield return Contract("extra", 1, chance.Percent(50) ? from : changedAt, null);
        }

        Subscription Contract(string plan, int version, DateTimeOffset since, DateTimeOffset? until) => new(
            string.Create(CultureInfo.InvariantCulture, $"{account.Id}-{++number}"), account.Id, Plans.KeyOf(plan, currency), plan == "scale" ? 1 : version, since, until);
    }
}
