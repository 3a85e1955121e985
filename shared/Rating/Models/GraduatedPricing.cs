using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>Each band of the quantity at its own price; a band's flat fee is due when the band is entered.</summary>
internal static class GraduatedPricing
{
    public static void Add(GraduatedPrice price, decimal quantity, ref StepList steps)
    {
        var last = TierPricing.BandOf(price.Tiers, quantity);
        var names = TierPricing.NamesOf(price);
        var from = 0m;
        for (var at = 0; at <= last; at++)
        {
            var tier = price.Tiers[at];
            var units = (at == last ? quantity : tier.UpTo!.Value) - from;
            steps.Add(names[at], units, tier.UnitAmount, TierPricing.FlatFee(tier.FlatAmount, quantity, price.FirstFlatFeeAtZero));
            from = tier.UpTo ?? from;
        }
    }
}
