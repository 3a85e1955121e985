using RevenueFunctions.Catalog;

namespace RevenueFunctions.Local.Demo.Oracle;

/// <summary>
/// Adds up what the oracle expects to be charged, by account, period, contract, meter and group. The single events are kept where a price of the
/// catalog must see them, or everywhere, for a catalog that changes.
/// </summary>
internal sealed class UsageTally(CatalogDocuments catalog, bool keepsEvents = false)
{
    private readonly Dictionary<UsageKey, OracleQuantity> quantities = [];
    private readonly Dictionary<string, MeterAggregation> aggregations = catalog.Meters.ToDictionary(meter => meter.Key, meter => meter.Aggregation, StringComparer.Ordinal);

    private readonly HashSet<string?> seenByEvent = [.. catalog.Plans.SelectMany(plan => plan.RateCards).Where(card => OracleModels.SeesEvents(card.Price)).Select(card => card.Meter)];

    /// <summary>Quantities by what they are kept for.</summary>
    public IReadOnlyDictionary<UsageKey, OracleQuantity> Quantities => quantities;

    /// <summary>Adds one event's measures to the period that bills it.</summary>
    public void Add(string account, string period, DateTimeOffset time, string id, IEnumerable<OracleMeasure> measures, string? lateFrom = null)
    {
        foreach (var measure in measures)
        {
            var key = new UsageKey(account, period, measure.Subscription, measure.Meter, measure.Group, lateFrom);
            if (!quantities.TryGetValue(key, out var quantity))
            {
                quantities.Add(key, quantity = new OracleQuantity(aggregations[measure.Meter], keepsEvents || seenByEvent.Contains(measure.Meter)));
            }

            quantity.Add(measure.Value, measure.Text, time, id);
        }
    }
}
