namespace RevenueFunctions.Catalog;

/// <summary>What a price must fulfil, by its model.</summary>
internal static class PriceRules
{
    /// <summary>The greatest amount or quantity that a price may name.</summary>
    public const decimal Most = 1_000_000_000_000m;

    public static void Check(string path, Price price, CatalogIssues issues)
    {
        PriceTermRules.Check(path, price, issues);
        switch (price)
        {
            case FlatPrice flat:
                issues.Range($"{path}.amount", flat.Amount, 0m, Most);
                break;
            case PerUnitPrice perUnit:
                issues.Range($"{path}.unitAmount", perUnit.UnitAmount, 0m, Most);
                break;
            case GraduatedPrice graduated:
                TierRules.Check($"{path}.tiers", graduated.Tiers, issues);
                break;
            case VolumePrice volume:
                TierRules.Check($"{path}.tiers", volume.Tiers, issues);
                break;
            case GraduatedPercentagePrice percentage:
                TierRules.Check($"{path}.tiers", percentage.Tiers, issues);
                break;
            case StairStepPrice stairs:
                TierRules.Check($"{path}.tiers", stairs.Tiers, issues);
                break;
            case BlockPrice block:
                TierRules.Check($"{path}.tiers", block.Tiers, issues);
                break;
            case TimeWeightedGraduatedPrice weighted:
                TierRules.Check($"{path}.tiers", weighted.Tiers, issues);
                break;
            case PackagePrice package:
                issues.Range($"{path}.amount", package.Amount, 0m, Most);
                issues.Range($"{path}.freeUnits", package.FreeUnits, 0m, Most);
                issues.Require(package.Size > 0 && package.Size <= Most, $"{path}.size", "out-of-range", "A package holds no unit.", "Send a size above zero.");
                break;
            case PercentagePrice percentage:
                Percentage(path, percentage, issues);
                break;
            case DynamicPrice dynamic:
                issues.Range($"{path}.multiplier", dynamic.Multiplier, 0m, Most);
                break;
            case BucketedPrice bucketed:
                Bucketed(path, bucketed, issues);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(price), price, "Unknown price model.");
        }
    }

    private static void Percentage(string path, PercentagePrice price, CatalogIssues issues)
    {
        issues.Range($"{path}.rate", price.Rate, 0m, 1000m);
        issues.Range($"{path}.fixedFee", price.FixedFee, 0m, Most);
        issues.Range($"{path}.freeAmount", price.FreeAmount ?? 0m, 0m, Most);
        issues.Range($"{path}.freeEvents", price.FreeEvents ?? 0m, 0m, Most);
        issues.Range($"{path}.perTransactionMinimum", price.PerTransactionMinimum ?? 0m, 0m, Most);
        issues.Range($"{path}.perTransactionMaximum", price.PerTransactionMaximum ?? 0m, 0m, Most);
        issues.Require(price.PerTransactionMinimum is null || price.PerTransactionMaximum is null || price.PerTransactionMinimum <= price.PerTransactionMaximum,
            $"{path}.perTransactionMaximum", "below-minimum", "An event may cost less at most than at least.", "Send a maximum that is not below the minimum.");
    }

    private static void Bucketed(string path, BucketedPrice price, CatalogIssues issues)
    {
        if (issues.Require(price.Price is PerUnitPrice or GraduatedPrice or VolumePrice or PackagePrice or StairStepPrice or BlockPrice, $"{path}.price",
            "not-for-buckets", "The price within a bucketed price cannot be of that model.", "Choose perUnit, graduated, volume, package, stairStep or block."))
        {
            Check($"{path}.price", price.Price, issues);
        }
    }
}
