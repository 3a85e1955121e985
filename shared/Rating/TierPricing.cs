using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>What the tiered models share: bands (previous upper bound, upper bound], inclusive above.</summary>
internal static class TierPricing
{
    /// <summary>The band that the quantity reaches; a quantity of zero or less is in the first one.</summary>
    public static int BandOf(ImmutableArray<PriceTier> tiers, decimal quantity)
    {
        for (var at = 0; at < tiers.Length - 1; at++)
        {
            if (quantity <= tiers[at].UpTo)
            {
                return at;
            }
        }

        return tiers.Length - 1;
    }

    /// <summary>The flat fee of a band that was entered. At quantity zero no band is, but the first one's fee may be due all the same.</summary>
    public static decimal FlatFee(PriceTier tier, decimal quantity, bool atZero) => quantity > 0 || atZero ? tier.FlatAmount : 0m;

    /// <summary>The band as a person writes it: "over 10 up to 20".</summary>
    public static string Describe(decimal from, decimal? upTo) => (from, upTo) switch
    {
        (0m, null) => "all units",
        (0m, _) => string.Create(CultureInfo.InvariantCulture, $"up to {upTo}"),
        (_, null) => string.Create(CultureInfo.InvariantCulture, $"over {from}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"over {from} up to {upTo}"),
    };
}
