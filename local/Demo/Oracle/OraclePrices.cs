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

    // Bands end inclusively; a quantity of zero or less stays in the first one, whose flat fee may be due even then.
    private static decimal Graduated(GraduatedPrice price, decimal quantity)
    {
        var amount = 0m;
        var below = 0m;
        foreach (var tier in price.Tiers)
        {
            amount += (Math.Min(quantity, tier.UpTo ?? quantity) - below) * tier.UnitAmount;
            amount += quantity > 0 || price.FirstFlatFeeAtZero ? tier.FlatAmount : 0m;
            if (tier.UpTo is not { } end || quantity <= end)
            {
                break;
            }

            below = end;
        }

        return amount;
    }

    private static decimal Volume(VolumePrice price, decimal quantity)
    {
        var tier = price.Tiers.First(tier => tier.UpTo is null || quantity <= tier.UpTo);
        return (quantity * tier.UnitAmount) + (quantity > 0 || price.FirstFlatFeeAtZero ? tier.FlatAmount : 0m);
    }
}
