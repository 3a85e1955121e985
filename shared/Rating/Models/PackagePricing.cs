using System.Globalization;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>An amount for each package of units beyond the free ones.</summary>
internal static class PackagePricing
{
    public static void Add(PackagePrice price, decimal quantity, ref StepList steps)
    {
        var begun = Math.Max(0m, quantity - price.FreeUnits) / price.Size;
        var packages = price.Rounding == PackageRounding.Up ? Math.Ceiling(begun) : Math.Floor(begun);
        steps.Add(string.Create(CultureInfo.InvariantCulture, $"packages of {price.Size} after {price.FreeUnits} free units"), packages, price.Amount, 0m);
    }
}
