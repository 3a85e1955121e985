using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>Applies a price to a quantity: the one switch over the price models.</summary>
public static class Pricing
{
    /// <summary>The price model's name, as the catalog's JSON writes it.</summary>
    public static string ModelOf(Price price) => price switch
    {
        FlatPrice => "flat",
        PerUnitPrice => "perUnit",
        GraduatedPrice => "graduated",
        VolumePrice => "volume",
        PackagePrice => "package",
        _ => throw new ArgumentOutOfRangeException(nameof(price), price, "Unknown price model."),
    };

    /// <summary>The amount of a quantity under a usage price.</summary>
    /// <exception cref="OverflowException">The amount exceeds 28 digits.</exception>
    public static PricedAmount Compute(Price price, decimal quantity) => price switch
    {
        PerUnitPrice perUnit => PerUnitPricing.Compute(perUnit, quantity),
        GraduatedPrice graduated => GraduatedPricing.Compute(graduated, quantity),
        VolumePrice volume => VolumePricing.Compute(volume, quantity),
        PackagePrice package => PackagePricing.Compute(package, quantity),
        _ => throw new ArgumentOutOfRangeException(nameof(price), price, "No usage price: a flat price takes a coverage."),
    };

    /// <summary>The amount of a fee for the part of a period that is covered.</summary>
    public static PricedAmount Compute(FlatPrice price, Coverage coverage)
    {
        ArgumentNullException.ThrowIfNull(price);
        ArgumentNullException.ThrowIfNull(coverage);
        return FlatPricing.Compute(price, coverage);
    }
}
