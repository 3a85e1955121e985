using System.Collections.Immutable;

namespace RevenueFunctions.Posting;

/// <summary>Splits a product's revenue lines over the values of a dimension, such as cost centres, by weights.</summary>
/// <param name="Dimension">The dimension, such as "costCentre".</param>
/// <param name="Weights">The weight of each value, above zero: 60 and 40 split like 3 and 2.</param>
/// <param name="Product">The product whose lines it splits; absent: every product that has no rule of its own.</param>
public sealed record AllocationRule(string Dimension, ImmutableSortedDictionary<string, decimal> Weights, string? Product = null);
