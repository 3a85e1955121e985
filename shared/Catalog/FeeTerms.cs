namespace RevenueFunctions.Catalog;

/// <summary>
/// How a rate card without a meter is charged: its price is applied to the quantity that the contract agrees on for the card, and a part of the
/// interval is measured by the price's proration.
/// </summary>
/// <param name="Interval">For how long the fee is charged at once.</param>
/// <param name="Timing">Before or after the service; a fee that is charged once has none.</param>
/// <param name="AnchorMonth">
/// 1 to 12: quarters and years are counted from this month, on the account's anchor day. Absent: from the instant at which the contract's fees begin.
/// </param>
public sealed record FeeTerms(
    FeeInterval Interval = FeeInterval.Period,
    ChargeTiming Timing = ChargeTiming.InArrears,
    int? AnchorMonth = null)
{
    /// <summary>The terms of a card: its own, or else those of its flat price.</summary>
    public static FeeTerms Of(RateCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return card.Fee ?? (card.Price is FlatPrice flat ? new FeeTerms(FeeInterval.Period, flat.Timing) : new FeeTerms());
    }
}
