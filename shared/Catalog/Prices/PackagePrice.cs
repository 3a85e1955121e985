namespace RevenueFunctions.Catalog;

/// <summary>An amount for each package of units, after the free units.</summary>
/// <param name="Amount">For one package.</param>
/// <param name="Size">Units in a package, above zero.</param>
/// <param name="FreeUnits">Units not charged, zero or more.</param>
/// <param name="Rounding">Whether a begun package counts.</param>
public sealed record PackagePrice(decimal Amount, decimal Size, decimal FreeUnits = 0m, PackageRounding Rounding = PackageRounding.Up) : Price;
