using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>All units at the price of the band that the quantity reaches, plus that band's flat fee.</summary>
internal static class VolumePricing
{
    public static void Add(VolumePrice price, decimal quantity, ref StepList steps)
    {
        var at = TierPricing.BandOf(price.Tiers, quantity);
        var tier = price.Tiers[at];
        var flat = TierPricing.FlatFee(tier.FlatAmount, quantity, price.FirstFlatFeeAtZero);
        steps.Add(TierPricing.NamesOf(price)[at], quantity, tier.UnitAmount, flat);
    }
}
