using System.Globalization;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>An amount for each package of units beyond the free ones.</summary>
internal static class PackagePricing
{
    public static PricedAmount Compute(PackagePrice price, decimal quantity)
    {
        var begun = Math.Max(0m, quantity - price.FreeUnits) / price.Size;
        var packages = price.Rounding == PackageRounding.Up ? Math.Ceiling(begun) : Math.Floor(begun);
        var what = string.Create(CultureInfo.InvariantCulture, $"packages of {price.Size} after {price.FreeUnits} free units");
        return PricedAmount.Of(new DerivationStep(what, packages, price.Amount, 0m, packages * price.Amount));
    }
}
