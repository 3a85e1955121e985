using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>What was rated and billed of the same period before: the price is applied to everything, less what was billed.</summary>
/// <param name="Quantity">Units rated before.</param>
/// <param name="Amount">What was billed for them; absent: what they rate to.</param>
/// <param name="Base">Amount at list price that already counts towards the commitment; absent: what the quantity comes to.</param>
/// <param name="Events">Events rated before.</param>
public sealed record PreviewPrior(decimal Quantity = 0m, decimal? Amount = null, decimal? Base = null, ImmutableArray<PreviewEvent> Events = default)
{
    /// <summary>Absent reads as empty.</summary>
    public ImmutableArray<PreviewEvent> Events { get; init; } = Events.IsDefault ? [] : Events;
}
