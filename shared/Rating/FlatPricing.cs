using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>A fixed amount, prorated by the share of the period that the contract covers.</summary>
internal static class FlatPricing
{
    public static PricedAmount Compute(FlatPrice price, Coverage coverage)
    {
        var (covered, whole) = coverage.Measure(price.Proration);
        var basis = price.Proration == ProrationBasis.Seconds ? "seconds" : "days";
        var description = covered == whole ? "whole period" : $"share of the period in {basis}";

        // Multiplied before divided: 19.95 x 1 / 30 is 0.665, which rounds to 0.67; a ratio cut to 9 decimals first would give 0.66.
        var amount = covered == whole ? price.Amount : price.Amount * covered / whole;
        return PricedAmount.Of(covered == whole
            ? new DerivationStep(description, 0m, 0m, price.Amount, amount)
            : new DerivationStep(description, 0m, 0m, price.Amount, amount, covered, whole));
    }
}
