using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>The earlier slices of a split period, taken together.</summary>
/// <param name="Quantity">Units rated before.</param>
public sealed record PriorSlice(decimal Quantity = 0m)
{
    /// <summary>What was billed for them, rounded as billed; null: what they rate to.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Amount at list price that already counts towards the commitment; null: what the quantity comes to.</summary>
    public decimal? Base { get; init; }

    /// <summary>Their events.</summary>
    public ImmutableArray<PricedEvent> Events { get; init; } = [];
}
