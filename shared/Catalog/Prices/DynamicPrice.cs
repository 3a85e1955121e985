namespace RevenueFunctions.Catalog;

/// <summary>The price is in the event: its amount x a multiplier. An event of zero units with an amount is charged all the same.</summary>
/// <param name="Multiplier">Factor of each event's amount.</param>
public sealed record DynamicPrice(decimal Multiplier = 1m) : QuantityPrice;
