using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>A fixed amount for each unit (of one, for a plain fee), prorated by the share of the period that is covered.</summary>
internal static class FlatPricing
{
    public static void Add(FlatPrice price, decimal quantity, Coverage? coverage, ref StepList steps)
    {
        var (covered, whole) = coverage?.Measure(price.Proration) ?? (1m, 1m);
        var units = quantity == 1 ? 0m : quantity;
        var flat = quantity == 1 ? price.Amount : 0m;
        var unit = quantity == 1 ? 0m : price.Amount;
        if (covered == whole)
        {
            steps.Add("whole period", units, unit, flat);
            return;
        }

        // Multiplied before divided: 19.95 x 1 / 30 is 0.665, which rounds to 0.67; a ratio cut to 9 decimals first would give 0.66.
        var basis = price.Proration == ProrationBasis.Seconds ? "seconds" : "days";
        steps.Add(new DerivationStep($"share of the period in {basis}", units, unit, flat, price.Amount * quantity * covered / whole, covered, whole));
    }
}
