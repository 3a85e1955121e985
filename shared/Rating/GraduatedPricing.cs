using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>Each band of the quantity at its own price; a band's flat fee is due when the band is entered.</summary>
internal static class GraduatedPricing
{
    public static PricedAmount Compute(GraduatedPrice price, decimal quantity)
    {
        var steps = ImmutableArray.CreateBuilder<DerivationStep>();
        var last = TierPricing.BandOf(price.Tiers, quantity);
        var from = 0m;
        for (var at = 0; at <= last; at++)
        {
            var tier = price.Tiers[at];
            var units = (at == last ? quantity : tier.UpTo!.Value) - from;
            var flat = TierPricing.FlatFee(tier, quantity, price.FirstFlatFeeAtZero);
            steps.Add(new DerivationStep(TierPricing.Describe(from, tier.UpTo), units, tier.UnitAmount, flat, (units * tier.UnitAmount) + flat));
            from = tier.UpTo ?? from;
        }

        return PricedAmount.Of(steps.ToImmutable());
    }
}
