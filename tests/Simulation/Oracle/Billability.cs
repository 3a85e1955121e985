using RevenueFunctions.Catalog;
using RevenueFunctions.Local.Demo.Oracle;
using RevenueFunctions.Local.Demo.Workload;

namespace RevenueFunctions.Tests.Simulation.Oracle;

/// <summary>Says by one state of the catalog whose usage an event is, and why nobody could be charged for it.</summary>
internal sealed class Billability(CatalogDocuments catalog)
{
    /// <summary>How far ahead of the clock usage may be.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    private readonly Dictionary<string, string> accounts = catalog.Accounts
        .SelectMany(account => account.Aliases.Append(account.Id).Select(alias => (alias, account.Id))).Distinct()
        .ToDictionary(pair => pair.alias, pair => pair.Id, StringComparer.Ordinal);

    /// <summary>What events are charged to.</summary>
    public MeasureOracle Measures { get; } = new(catalog);

    /// <summary>Whose usage it is; null: nobody's.</summary>
    public string? AccountOf(UsageFact fact) => accounts.GetValueOrDefault(fact.Subject);

    /// <summary>The quarantine reason that an event has when it is looked at then; null when it can be charged.</summary>
    public string? ObstacleOf(UsageFact fact, DateTimeOffset now) =>
        fact.Time > now + Ahead ? "time-in-future"
        : AccountOf(fact) is not { } account ? "unmapped-customer"
        : Measures.Of(fact, account).Any() ? null
        : Measures.IsCovered(account, fact.Time) ? "no-rate-card"
        : "no-subscription";
}
