namespace RevenueFunctions.Catalog;

/// <summary>What the terms of a price must fulfil, whatever its model.</summary>
internal static class PriceTermRules
{
    private const int MostDecimals = 9;

    public static void Check(string path, Price price, CatalogIssues issues)
    {
        issues.Conversion($"{path}.conversion", price.Conversion);
        issues.Range($"{path}.conversion.multiply", price.Conversion?.Multiply ?? 1m, 0m, PriceRules.Most);
        issues.Range($"{path}.conversion.divideBy", price.Conversion?.DivideBy ?? 1m, 0m, PriceRules.Most);
        issues.Range($"{path}.rounding.precision", price.RoundingOfQuantity?.Precision ?? 0m, 0m, MostDecimals);
        issues.Range($"{path}.usageDiscount", price.UsageDiscount ?? 0m, 0m, PriceRules.Most);
        issues.Range($"{path}.includedUnits", price.IncludedUnits ?? 0m, 0m, PriceRules.Most);
        issues.Range($"{path}.discountPercent", price.DiscountPercent ?? 0m, 0m, 100m);
        issues.Range($"{path}.maximum", price.Maximum ?? 0m, 0m, PriceRules.Most);
        issues.Range($"{path}.minimum", price.Minimum ?? 0m, 0m, PriceRules.Most);
        issues.Require(price.Minimum is null || price.Maximum is null || price.Minimum <= price.Maximum, $"{path}.maximum", "below-minimum",
            "The price costs less at most than at least.", "Send a maximum that is not below the minimum.");
        if (price.Commitment is { } commitment)
        {
            issues.Range($"{path}.commitment.amount", commitment.Amount, 0m, PriceRules.Most);
            issues.Range($"{path}.commitment.overageFactor", commitment.OverageFactor, 0m, 1000m);
        }
    }
}
