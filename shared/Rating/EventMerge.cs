using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>How the events of several groups of a meter become the events that one rate card prices.</summary>
internal static class EventMerge
{
    /// <summary>The usage whose events are needed and were not handed in; null when there is none.</summary>
    public static MeteredUsage? Lacking(Price price, IEnumerable<MeteredUsage> usage, ILookup<string, MeteredEvents> events) =>
        Pricing.NeedsEvents(price) ? usage.FirstOrDefault(one => one.EventCount > 0 && Of(one, events) is null) : null;

    /// <summary>The price as it applies to the merged events, and the events; null for a price that needs none.</summary>
    public static (Price Price, ImmutableArray<PricedEvent>? Events) Of(Price price, ImmutableArray<MeteredUsage> usage, ILookup<string, MeteredEvents> events)
    {
        if (!Pricing.NeedsEvents(price))
        {
            return (price, null);
        }

        // Each group is a gauge of its own: their levels add up, which only their changes can show.
        return price is TimeWeightedGraduatedPrice { Readings: GaugeReadings.Levels } gauge && usage.Length > 1
            ? (gauge with { Readings = GaugeReadings.Changes }, [.. usage.SelectMany(one => Changes(Of(one, events) ?? []))])
            : (price, [.. usage.SelectMany(one => Of(one, events) ?? [])]);
    }

    private static ImmutableArray<PricedEvent>? Of(MeteredUsage usage, ILookup<string, MeteredEvents> events) => events[usage.Meter]
        .FirstOrDefault(one => one.Group.Count == usage.Group.Count && one.Group.All(pair => usage.Group.GetValueOrDefault(pair.Key) == pair.Value))?.Events;

    private static IEnumerable<PricedEvent> Changes(ImmutableArray<PricedEvent> levels)
    {
        var before = 0m;
        foreach (var level in levels.OrderBy(one => one.Time).ThenBy(one => one.Quantity))
        {
            yield return level with { Quantity = level.Quantity - before };
            before = level.Quantity;
        }
    }
}
