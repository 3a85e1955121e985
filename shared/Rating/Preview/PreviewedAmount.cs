using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>What a price makes of one quantity.</summary>
/// <param name="Quantity">The quantity; 1 for a fee.</param>
/// <param name="Amount">Rounded to the currency's minor unit.</param>
/// <param name="UnroundedAmount">Before rounding.</param>
/// <param name="Steps">The computation.</param>
public sealed record PreviewedAmount(decimal Quantity, decimal Amount, decimal UnroundedAmount, ImmutableArray<DerivationStep> Steps);
