using System.Globalization;

namespace RevenueFunctions.Catalog;

/// <summary>What a coupon must fulfil.</summary>
internal static class CouponRules
{
    private const decimal Most = 1_000_000_000_000m;

    public static void Check(string path, Coupon coupon, CatalogDraft draft, CatalogIssues issues)
    {
        issues.Id($"{path}.key", coupon.Key);
        issues.Text($"{path}.name", coupon.Name);
        issues.Require(coupon.Percent is null != coupon.Amount is null, $"{path}.percent", "one-of", "A coupon takes off either a percentage or an amount.",
            "Send exactly one of 'percent' and 'amount'.");
        if (coupon.Percent is { } percent)
        {
            issues.Require(percent is > 0 and <= 100, $"{path}.percent", "out-of-range", "The percentage is out of range.", "Send a number above 0 and up to 100.");
        }

        if (coupon.Amount is { } amount)
        {
            issues.Require(amount is > 0 and <= Most, $"{path}.amount", "out-of-range", "The amount is out of range.", "Send an amount above zero.");
            if (issues.Currency($"{path}.currency", coupon.Currency ?? string.Empty))
            {
                issues.Payable($"{path}.amount", amount, coupon.Currency!);
            }
        }

        issues.Require(coupon.Currency is null || coupon.Amount is not null, $"{path}.currency", "not-for-percent", "A percentage has no currency.", "Leave 'currency' out.");
        issues.Require(coupon.Uses is null or (>= 1 and <= 10_000), $"{path}.uses", "out-of-range", "The number of uses is out of range.", "Send 1 to 10000, or leave 'uses' out.");
        issues.Require(coupon.To is null || coupon.From is null || coupon.To > coupon.From, $"{path}.to", "ends-before-it-begins", "The coupon ends before it begins.",
            "Send an instant after 'from', or leave 'to' out.");
        for (var at = 0; at < coupon.Products.Length; at++)
        {
            issues.Require(draft.Sells(coupon.Products[at]), string.Create(CultureInfo.InvariantCulture, $"{path}.products[{at}]"), "unknown-product",
                $"No plan sells '{CatalogIssues.Shown(coupon.Products[at])}'.", "Name the product of a rate card, or leave 'products' out for the whole invoice.");
        }
    }
}
