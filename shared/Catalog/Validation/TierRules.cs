using System.Collections.Immutable;
using System.Globalization;

namespace RevenueFunctions.Catalog;

/// <summary>What the bands of a price must fulfil: rising, joined without a gap, the last one open.</summary>
internal static class TierRules
{
    public static void Check(string path, ImmutableArray<PriceTier> tiers, CatalogIssues issues) =>
        Bands(path, tiers, tier => tier.UpTo, issues, (tierPath, tier) =>
        {
            issues.Range($"{tierPath}.unitAmount", tier.UnitAmount, 0m, PriceRules.Most);
            issues.Range($"{tierPath}.flatAmount", tier.FlatAmount, 0m, PriceRules.Most);
        });

    public static void Check(string path, ImmutableArray<PercentageTier> tiers, CatalogIssues issues) =>
        Bands(path, tiers, tier => tier.UpTo, issues, (tierPath, tier) =>
        {
            issues.Range($"{tierPath}.rate", tier.Rate, 0m, 1000m);
            issues.Range($"{tierPath}.flatAmount", tier.FlatAmount, 0m, PriceRules.Most);
        });

    public static void Check(string path, ImmutableArray<StairTier> tiers, CatalogIssues issues) =>
        Bands(path, tiers, tier => tier.UpTo, issues, (tierPath, tier) => issues.Range($"{tierPath}.flatAmount", tier.FlatAmount, 0m, PriceRules.Most));

    public static void Check(string path, ImmutableArray<BlockTier> tiers, CatalogIssues issues)
    {
        issues.Require(!tiers.IsEmpty, path, "empty", "The price has no tiers.", "Send at least one tier.");
        for (var at = 0; at < tiers.Length; at++)
        {
            var tier = tiers[at];
            var tierPath = At(path, at);
            issues.Require(tier.BlockSize > 0 && tier.BlockSize <= PriceRules.Most, $"{tierPath}.blockSize", "out-of-range", "A block holds no unit.", "Send a size above zero.");
            issues.Range($"{tierPath}.amount", tier.Amount, 0m, PriceRules.Most);
            if (tier.MaxBlocks is { } most)
            {
                issues.Require(most > 0 && most <= PriceRules.Most && decimal.Truncate(most) == most, $"{tierPath}.maxBlocks", "out-of-range",
                    string.Create(CultureInfo.InvariantCulture, $"{most} is no number of blocks."), "Send a whole number above zero.");
            }
            else
            {
                issues.Require(at == tiers.Length - 1, $"{tierPath}.maxBlocks", "band-open", "Only the last tier is open.", "Say after how many blocks the next tier begins.");
            }
        }
    }

    private static void Bands<T>(string path, ImmutableArray<T> tiers, Func<T, decimal?> end, CatalogIssues issues, Action<string, T> check)
    {
        issues.Require(!tiers.IsEmpty, path, "empty", "The price has no bands.", "Send at least one band; the last one without 'upTo'.");
        var from = 0m;
        for (var at = 0; at < tiers.Length; at++)
        {
            check(At(path, at), tiers[at]);
            from = CheckEnd($"{At(path, at)}.upTo", end(tiers[at]), from, at == tiers.Length - 1, issues);
        }
    }

    private static decimal CheckEnd(string path, decimal? upTo, decimal from, bool isLast, CatalogIssues issues)
    {
        if (isLast)
        {
            issues.Require(upTo is null, path, "last-band-closed", "The last band ends, so quantities above it have no price.", "Leave 'upTo' out of the last band.");
        }
        else if (upTo is null)
        {
            issues.Add(path, "band-open", "Only the last band is open.", "Say up to which quantity the band goes.");
        }
        else
        {
            issues.Require(upTo > from, path, "not-rising",
                string.Create(CultureInfo.InvariantCulture, $"The band ends at {upTo}, the one before it at {from}."), "Order the bands by rising 'upTo', from above zero.");
        }

        return upTo > from ? upTo.Value : from;
    }

    private static string At(string path, int at) => string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]");
}
