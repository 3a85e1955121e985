namespace RevenueFunctions.Catalog;

/// <summary>Every unit at one price.</summary>
public sealed record PerUnitPrice(decimal UnitAmount) : QuantityPrice;
