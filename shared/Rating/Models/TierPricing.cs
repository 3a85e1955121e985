using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>What the tiered models share: bands (previous upper bound, upper bound], inclusive above.</summary>
internal static class TierPricing
{
    // Writing "over 10 up to 20" costs more than pricing the band, and the same few prices rate every line.
    private static readonly ConditionalWeakTable<Price, string[]> Names = [];

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
    public static decimal FlatFee(decimal flatAmount, decimal quantity, bool atZero) => quantity > 0 || atZero ? flatAmount : 0m;

    /// <summary>The bands of a price as a person writes them: "over 10 up to 20".</summary>
    public static string[] NamesOf(Price price) => Names.TryGetValue(price, out var names) ? names : Names.GetValue(price, Describe);

    private static string[] Describe(Price price) => price switch
    {
        GraduatedPrice graduated => Describe("{0}", graduated.Tiers.Select(tier => tier.UpTo)),
        VolumePrice volume => Describe("all units in band '{0}'", volume.Tiers.Select(tier => tier.UpTo)),
        StairStepPrice stairs => Describe("step '{0}'", stairs.Tiers.Select(tier => tier.UpTo)),
        GraduatedPercentagePrice percentage => Describe("amount {0}", percentage.Tiers.Select(tier => tier.UpTo)),
        TimeWeightedGraduatedPrice weighted => Describe("{0}", weighted.Tiers.Select(tier => tier.UpTo)),
        _ => throw new ArgumentOutOfRangeException(nameof(price), price, "The price has no bands."),
    };

    private static string[] Describe(string text, IEnumerable<decimal?> bounds)
    {
        var names = new List<string>();
        var from = 0m;
        foreach (var upTo in bounds)
        {
            names.Add(text.Replace("{0}", Describe(from, upTo), StringComparison.Ordinal));
            from = upTo ?? from;
        }

        return [.. names];
    }

    private static string Describe(decimal from, decimal? upTo) => (from, upTo) switch
    {
        (0m, null) => "all units",
        (0m, _) => string.Create(CultureInfo.InvariantCulture, $"up to {upTo}"),
        (_, null) => string.Create(CultureInfo.InvariantCulture, $"over {from}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"over {from} up to {upTo}"),
    };
}
