using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Local.Demo.Oracle;
using RevenueFunctions.Local.Demo.Workload;
using RevenueFunctions.Tests.Simulation.Kernel;
using RevenueFunctions.Tests.Simulation.Workload.Parts;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>Makes usage: facts of the catalog's event types, and letters that carry them.</summary>
internal sealed class UsageSource(ScenarioDraft draft, Chance chance, string run)
{
    // Few users, so that some of them come back.
    private readonly FactFactory facts = new(chance.AsRandom(), run, users: 4);
    private int made;

    /// <summary>A fact of one type under an alias of the account.</summary>
    public UsageFact Fact(string type, int producer, string alias, DateTimeOffset time) =>
        Adjustments.Make(type, string.Create(CultureInfo.InvariantCulture, $"{run}-{++made}"), alias, time, chance) ?? facts.Make(type, producer, alias, time);

    /// <summary>A fact that a contract charges for, at the instant; null when none charges for anything then.</summary>
    public UsageFact? Charged(Account account, int producer, DateTimeOffset time)
    {
        var types = draft.Catalog.Meters.Select(meter => meter.EventType).Distinct(StringComparer.Ordinal).Where(type => draft.IsCharged(account, type, time)).ToList();
        return types.Count == 0 ? null : Fact(chance.Pick(types), producer, AliasOf(account), time);
    }

    /// <summary>One of the names that producers know the account by.</summary>
    public string AliasOf(Account account) => chance.Pick([account.Id, .. account.Aliases]);

    /// <summary>An instant of the period, now and then one of its edges.</summary>
    public DateTimeOffset TimeIn(OraclePeriod period) => chance.Below(12) switch
    {
        0 => period.Start,
        1 => period.End.AddMilliseconds(-1),
        2 => period.End.AddMinutes(-chance.Below(180)).AddSeconds(-1),
        _ => chance.Between(period.Start, period.End),
    };

    /// <summary>When usage of the period is sent: mostly before it is closed, else about when or long after.</summary>
    public DateTimeOffset SendingOf(OraclePeriod period) => chance.Below(100) switch
    {
        < 78 => chance.Between(period.End.AddHours(-3), period.End.AddMinutes(30)),
        < 90 => chance.Between(period.End.AddMinutes(30), period.End.AddHours(2)),
        _ => chance.Between(period.End.AddHours(2), period.End.AddHours(5)),
    };
}
