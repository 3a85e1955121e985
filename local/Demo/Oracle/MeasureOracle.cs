using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Local.Demo.Workload;

namespace RevenueFunctions.Local.Demo.Oracle;

/// <summary>Says what an event adds to which meter of which contract, from the event as it was made and the catalog's documents.</summary>
internal sealed class MeasureOracle(CatalogDocuments catalog)
{
    /// <summary>Decimals of a quantity.</summary>
    private const int Decimals = 12;

    private readonly ILookup<string, Meter> metersOf = catalog.Meters.ToLookup(meter => meter.EventType, StringComparer.Ordinal);

    private readonly ILookup<string, (Subscription Contract, HashSet<string> Meters)> contractsOf = catalog.Subscriptions
        .OrderBy(subscription => subscription.From).ThenBy(subscription => subscription.Id, StringComparer.Ordinal)
        .ToLookup(subscription => subscription.AccountId, subscription => (subscription, MetersOf(catalog, subscription)), StringComparer.Ordinal);

    /// <summary>What the event adds; nothing when no contract of the account charges for it.</summary>
    public IEnumerable<OracleMeasure> Of(UsageFact fact, string account)
    {
        foreach (var meter in metersOf[fact.Type])
        {
            if (ContractOf(account, meter.Key, fact.Time) is { } contract)
            {
                var group = meter.GroupBy.IsDefaultOrEmpty ? string.Empty : string.Join('|', meter.GroupBy.Select(path => TextOf(fact.Field(path))));
                yield return meter.Aggregation switch
                {
                    MeterAggregation.Count => new OracleMeasure(contract.Id, meter.Key, group, 1m, null),
                    MeterAggregation.Unique => new OracleMeasure(contract.Id, meter.Key, group, 1m, TextOf(fact.Field(meter.Value!))),
                    _ => new OracleMeasure(contract.Id, meter.Key, group, ValueOf(meter, fact.Field(meter.Value!).Number), null),
                };
            }
        }
    }

    /// <summary>True when a contract of the account covers the instant, whatever it charges for.</summary>
    public bool IsCovered(string account, DateTimeOffset time) => contractsOf[account].Any(one => one.Contract.Covers(time));

    /// <summary>True when a contract charges for the meter at the instant.</summary>
    public bool IsCharged(string account, string meter, DateTimeOffset time) => ContractOf(account, meter, time) is not null;

    // Of two that price the meter, the one that began first: one event is charged once.
    private Subscription? ContractOf(string account, string meter, DateTimeOffset time) =>
        contractsOf[account].FirstOrDefault(one => one.Contract.Covers(time) && one.Meters.Contains(meter)).Contract;

    private static decimal ValueOf(Meter meter, decimal value) => decimal.Round(
        meter.Conversion is { } unit ? value * unit.Multiply / unit.DivideBy : value, Decimals, MidpointRounding.AwayFromZero);

    private static string TextOf(FactField field) => field.Text ?? field.Number.ToString(CultureInfo.InvariantCulture);

    private static HashSet<string> MetersOf(CatalogDocuments catalog, Subscription subscription) => catalog.Plans
        .Single(plan => plan.Key == subscription.PlanKey && plan.Version == subscription.PlanVersion)
        .RateCards.Select(card => card.Meter).OfType<string>().ToHashSet(StringComparer.Ordinal);
}
