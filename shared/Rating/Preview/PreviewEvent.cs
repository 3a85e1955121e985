using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>An event to try a price out with.</summary>
/// <param name="Quantity">Its value; absent: its amount.</param>
/// <param name="Amount">Its amount of money, for percentage and dynamic prices; absent: its quantity.</param>
/// <param name="Time">When it happened; absent: after the one before it in the list.</param>
/// <param name="Group">Values of the meter's dimensions: gauges of different groups add up, figures that cannot be merged are priced apart.</param>
public sealed record PreviewEvent(
    decimal? Quantity = null, decimal? Amount = null, DateTimeOffset? Time = null, ImmutableSortedDictionary<string, string>? Group = null);
