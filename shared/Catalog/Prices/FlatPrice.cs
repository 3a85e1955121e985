namespace RevenueFunctions.Catalog;

/// <summary>A fixed amount for each billing period: a recurring fee, prorated when the subscription covers part of the period.</summary>
/// <param name="Amount">For a whole period, zero or more.</param>
/// <param name="Timing">Whether a period's invoice charges that period or the next one.</param>
public sealed record FlatPrice(decimal Amount, ChargeTiming Timing = ChargeTiming.InArrears) : QuantityPrice;
