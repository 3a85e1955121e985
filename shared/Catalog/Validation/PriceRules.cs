using System.Collections.Immutable;
using System.Globalization;

namespace RevenueFunctions.Catalog;

/// <summary>What a price must fulfil.</summary>
internal static class PriceRules
{
    private const decimal Most = 1_000_000_000_000m;

    public static void Check(string path, Price price, CatalogIssues issues)
    {
        switch (price)
        {
            case FlatPrice flat:
                issues.Range($"{path}.amount", flat.Amount, 0m, Most);
                break;
            case PerUnitPrice perUnit:
                issues.Range($"{path}.unitAmount", perUnit.UnitAmount, 0m, Most);
                break;
            case GraduatedPrice graduated:
                CheckTiers($"{path}.tiers", graduated.Tiers, issues);
                break;
            case VolumePrice volume:
                CheckTiers($"{path}.tiers", volume.Tiers, issues);
                break;
            case PackagePrice package:
                issues.Range($"{path}.amount", package.Amount, 0m, Most);
                issues.Range($"{path}.freeUnits", package.FreeUnits, 0m, Most);
                issues.Require(package.Size > 0 && package.Size <= Most, $"{path}.size", "out-of-range", "A package holds no unit.", "Send a size above zero.");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(price), price, "Unknown price model.");
        }
    }

    private static void CheckTiers(string path, ImmutableArray<PriceTier> tiers, CatalogIssues issues)
    {
        issues.Require(!tiers.IsEmpty, path, "empty", "The price has no bands.", "Send at least one band; the last one without 'upTo'.");
        var from = 0m;
        for (var at = 0; at < tiers.Length; at++)
        {
            var tier = string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]");
            issues.Range($"{tier}.unitAmount", tiers[at].UnitAmount, 0m, Most);
            issues.Range($"{tier}.flatAmount", tiers[at].FlatAmount, 0m, Most);
            from = CheckEnd($"{tier}.upTo", tiers[at].UpTo, from, at == tiers.Length - 1, issues);
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
}
