using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>How the usage of several groups of a meter becomes the quantities that one rate card prices.</summary>
internal static class UsageMerge
{
    /// <summary>Whether the usage of several groups becomes one quantity on one line.</summary>
    public static bool IsMerged(MeterAggregation aggregation) =>
        aggregation is MeterAggregation.Sum or MeterAggregation.Count or MeterAggregation.TimeWeighted or MeterAggregation.Max or MeterAggregation.Min;

    /// <summary>
    /// Sums, counts and gauges of several groups add up, extremes merge: the tiers of the card run over all of them. The latest, unique
    /// and average figures of several groups cannot be merged into one, so each group is priced by itself and gets its own line.
    /// </summary>
    public static IEnumerable<(decimal Quantity, ImmutableArray<MeteredUsage> Usage)> Merge(MeterAggregation aggregation, IReadOnlyList<MeteredUsage> usage) =>
        aggregation switch
        {
            MeterAggregation.Sum or MeterAggregation.Count or MeterAggregation.TimeWeighted => [(usage.Sum(one => one.Quantity), [.. usage])],
            MeterAggregation.Max => [(usage.Max(one => one.Quantity), [.. usage])],
            MeterAggregation.Min => [(usage.Min(one => one.Quantity), [.. usage])],
            _ => usage.Select(one => (one.Quantity, ImmutableArray.Create(one))),
        };
}
