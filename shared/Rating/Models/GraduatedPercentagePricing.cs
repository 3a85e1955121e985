using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>Each band of the total amount at its own rate; a band's flat fee is due when the band is entered.</summary>
internal static class GraduatedPercentagePricing
{
    public static void Add(GraduatedPercentagePrice price, decimal amount, ref StepList steps)
    {
        var names = TierPricing.NamesOf(price);
        var from = 0m;
        for (var at = 0; at < price.Tiers.Length; at++)
        {
            var tier = price.Tiers[at];
            var isLast = at == price.Tiers.Length - 1 || amount <= tier.UpTo;
            var part = (isLast ? amount : tier.UpTo!.Value) - from;
            steps.Add(names[at], part, tier.Rate / 100m, TierPricing.FlatFee(tier.FlatAmount, amount, price.FirstFlatFeeAtZero));
            if (isLast)
            {
                return;
            }

            from = tier.UpTo!.Value;
        }
    }
}
