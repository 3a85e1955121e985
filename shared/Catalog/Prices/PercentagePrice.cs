namespace RevenueFunctions.Catalog;

/// <summary>
/// A share of the amount of each event (a transaction), with an optional fee for each. An event is free only while both free limits last,
/// where both are set; the one that crosses the free amount pays its excess and the whole fee.
/// </summary>
/// <param name="Rate">Per cent of the amount, such as 1.3.</param>
/// <param name="FixedFee">For each event that is not free.</param>
/// <param name="FreeAmount">Amount of the first events that is free; absent: no such limit.</param>
/// <param name="FreeEvents">How many of the first events are free; absent: no such limit.</param>
/// <param name="PerTransactionMinimum">The least that a paid event costs, rate and fee together.</param>
/// <param name="PerTransactionMaximum">The most that a paid event costs, rate and fee together.</param>
public sealed record PercentagePrice(
    decimal Rate,
    decimal FixedFee = 0m,
    decimal? FreeAmount = null,
    long? FreeEvents = null,
    decimal? PerTransactionMinimum = null,
    decimal? PerTransactionMaximum = null) : QuantityPrice;
