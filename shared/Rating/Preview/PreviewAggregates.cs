using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>What events come to where the price goes by a quantity: as the meters aggregate them.</summary>
internal static class PreviewAggregates
{
    /// <summary>One quantity; one for each group where the figures of groups cannot be merged.</summary>
    public static IEnumerable<decimal> Of(PreviewSubject subject)
    {
        if (subject.Events.IsEmpty)
        {
            return [0m];
        }

        var groups = subject.Events.Select((one, at) => (Event: one, At: at))
            .GroupBy(one => string.Join('\n', (one.Event.Group ?? ImmutableSortedDictionary<string, string>.Empty).Select(pair => $"{pair.Key.Length}:{pair.Key}={pair.Value}")), StringComparer.Ordinal)
            .Select(group => Events(subject, group.OrderBy(one => one.Event.Time ?? DateTimeOffset.MinValue).ThenBy(one => one.At).Select(one => one.Event))).ToList();
        return subject.Aggregation switch
        {
            PreviewAggregation.Sum => [groups.Sum(group => group.Sum(one => one.Quantity))],
            PreviewAggregation.Count => [subject.Events.Length],
            PreviewAggregation.Min => [groups.Min(group => group.Min(one => one.Quantity))],
            PreviewAggregation.Max => [groups.Max(group => group.Max(one => one.Quantity))],
            PreviewAggregation.Latest => groups.Select(group => group[^1].Quantity),
            PreviewAggregation.Unique => groups.Select(group => (decimal)group.Select(one => one.Quantity).Distinct().Count()),
            PreviewAggregation.Average => groups.Select(group => group.Sum(one => one.Quantity) / group.Count),
            _ => [groups.Sum(group => Weighted(group, subject.Aggregation == PreviewAggregation.TimeWeighted, subject.Coverage!))],
        };
    }

    private static List<PricedEvent> Events(PreviewSubject subject, IEnumerable<PreviewEvent> events) =>
        [.. events.Select(one => new PricedEvent(one.Time ?? default, (subject.Price is GraduatedPercentagePrice ? one.Amount ?? one.Quantity : one.Quantity ?? one.Amount) ?? 0m))];

    private static decimal Weighted(List<PricedEvent> events, bool levels, PreviewCoverage coverage)
    {
        var (sum, level) = (0m, 0m);
        var since = coverage.From;
        foreach (var one in events.Where(one => one.Time < coverage.To))
        {
            var at = one.Time > coverage.From ? one.Time : coverage.From;
            sum += level * (at - since).Ticks;
            level = levels ? one.Quantity : level + one.Quantity;
            since = at;
        }

        return (sum + (level * (coverage.To - since).Ticks)) / (coverage.PeriodTo - coverage.PeriodFrom).Ticks;
    }
}
