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
            ? (gauge with { Readings = GaugeReadings.Changes }, [.. usage.SelectMany(one => Changes(UpTo(one, events) ?? []))])
            : (price, [.. usage.SelectMany(one => (price is TimeWeightedGraduatedPrice ? UpTo(one, events) : Of(one, events)) ?? [])]);
    }

    private static ImmutableArray<PricedEvent>? Of(MeteredUsage usage, ILookup<string, MeteredEvents> events) => events[usage.Meter]
        .FirstOrDefault(one => one.From == usage.From && AreSame(one.Group, usage.Group))?.Events;

    private static bool AreSame(ImmutableSortedDictionary<string, string> one, ImmutableSortedDictionary<string, string> other) =>
        one.Count == other.Count && one.All(pair => other.GetValueOrDefault(pair.Key) == pair.Value);

    // A gauge goes on with the level that it had before the contract changed.
    private static ImmutableArray<PricedEvent>? UpTo(MeteredUsage usage, ILookup<string, MeteredEvents> events) => usage.From is null
        ? Of(usage, events)
        : [.. events[usage.Meter].Where(one => one.From <= usage.From && AreSame(one.Group, usage.Group)).SelectMany(one => one.Events)];

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
