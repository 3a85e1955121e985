using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>Every unit at one price. A negative quantity (a correction) gives a negative amount.</summary>
internal static class PerUnitPricing
{
    public static PricedAmount Compute(PerUnitPrice price, decimal quantity) =>
        PricedAmount.Of(new DerivationStep("all units", quantity, price.UnitAmount, 0m, quantity * price.UnitAmount));
}
