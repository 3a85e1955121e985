using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>All units at the price of the band that the quantity reaches, plus that band's flat fee.</summary>
internal static class VolumePricing
{
    public static PricedAmount Compute(VolumePrice price, decimal quantity)
    {
        var at = TierPricing.BandOf(price.Tiers, quantity);
        var tier = price.Tiers[at];
        var flat = TierPricing.FlatFee(tier, quantity, price.FirstFlatFeeAtZero);
        var band = TierPricing.Describe(at == 0 ? 0m : price.Tiers[at - 1].UpTo!.Value, tier.UpTo);
        return PricedAmount.Of(new DerivationStep($"all units in band '{band}'", quantity, tier.UnitAmount, flat, (quantity * tier.UnitAmount) + flat));
    }
}
