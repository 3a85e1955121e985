using RevenueFunctions.Catalog;

namespace RevenueFunctions.Local.Demo.Oracle;

/// <summary>Prices a quantity by walking it unit band by unit band, apart from shared/Rating.</summary>
internal static class OraclePrices
{
    /// <summary>The unrounded amount of a usage price.</summary>
    public static decimal Of(Price price, decimal quantity) => price switch
    {
        PerUnitPrice unit => quantity * unit.UnitAmount,
        PackagePrice package => Packages(package, quantity) * package.Amount,
        GraduatedPrice graduated => Graduated(graduated, quantity),
        VolumePrice volume => Volume(volume, quantity),
        _ => throw new InvalidOperationException($"The oracle has no price for {price.GetType().Name}."),
    };

    /// <summary>Rounds half away from zero to the currency's minor unit.</summary>
    public static decimal Round(decimal amount, string currency) =>
        decimal.Round(amount, Currencies.Decimals(currency), MidpointRounding.AwayFromZero);

    private static decimal Packages(PackagePrice package, decimal quantity)
    {
        var charged = quantity - package.FreeUnits;
        if (charged <= 0)
        {
            return 0m;
        }

        var whole = decimal.Truncate(charged / package.Size);
        return package.Rounding == PackageRounding.Up && whole * package.Size < charged ? whole + 1 : whole;
    }

    private static decimal Graduated(GraduatedPrice price, decimal quantity)
    {
        var amount = 0m;
        var below = 0m;
        for (var i = 0; i < price.Tiers.Length; i++)
        {
            var tier = price.Tiers[i];
            var entered = i == 0 ? quantity > 0 || price.FirstFlatFeeAtZero : quantity > below;
            if (!entered)
            {
                break;
            }

            amount += tier.FlatAmount + (Math.Min(quantity, tier.UpTo ?? quantity) - below) * tier.UnitAmount;
            below = tier.UpTo ?? quantity;
        }

        return amount;
    }

    private static decimal Volume(VolumePrice price, decimal quantity)
    {
        var tier = price.Tiers.First(tier => tier.UpTo is null || quantity <= tier.UpTo);
        var first = ReferenceEquals(tier, price.Tiers[0]);
        return quantity == 0 && !(first && price.FirstFlatFeeAtZero) ? 0m : (quantity * tier.UnitAmount) + tier.FlatAmount;
    }
}
