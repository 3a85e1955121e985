using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>What a price makes of a quantity: the unrounded amount and the steps that add up to it.</summary>
public sealed record PricedAmount(decimal Amount, ImmutableArray<DerivationStep> Steps)
{
    /// <summary>The steps and their sum.</summary>
    public static PricedAmount Of(params ImmutableArray<DerivationStep> steps) => new(steps.Sum(step => step.Amount), steps);
}
