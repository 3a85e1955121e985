using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>What a price is applied to: the usage of a period, or of a part of it.</summary>
/// <param name="Quantity">Units of this slice; for a fee how many are charged, such as seats.</param>
public sealed record PriceSlice(decimal Quantity)
{
    /// <summary>The events of this slice, for prices that must see them (<see cref="Pricing.NeedsEvents"/>); null when only the quantity is known.</summary>
    public ImmutableArray<PricedEvent>? Events { get; init; }

    /// <summary>The part of the period that is covered: prorates fees, the commitment and the minimum. Null: the whole period.</summary>
    public Coverage? Coverage { get; init; }

    /// <summary>What was rated and billed of the same period before; null: nothing.</summary>
    public PriorSlice? Prior { get; init; }

    /// <summary>Whether nothing of the period follows: only then a minimum or a commitment is trued up.</summary>
    public bool IsLast { get; init; } = true;

    /// <summary>Currency of the amounts; needed where a prorated minimum or a billed amount is compared in whole minor units.</summary>
    public string? Currency { get; init; }
}
