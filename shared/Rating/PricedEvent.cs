namespace RevenueFunctions.Rating;

/// <summary>A usage event as a price sees it that must see each one.</summary>
/// <param name="Time">When it happened.</param>
/// <param name="Quantity">Its value in the meter's unit.</param>
/// <param name="Amount">Its amount of money, where the event carries one beside the quantity.</param>
public sealed record PricedEvent(DateTimeOffset Time, decimal Quantity, decimal? Amount = null)
{
    /// <summary>The money that a share or a multiplier is applied to: the amount, or else the quantity.</summary>
    public decimal Value => Amount ?? Quantity;
}
