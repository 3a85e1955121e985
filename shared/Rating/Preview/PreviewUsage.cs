using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>A quantity of a meter, with the values of its dimensions.</summary>
public sealed record PreviewUsage(string Meter, decimal Quantity, ImmutableSortedDictionary<string, string>? Group = null);
