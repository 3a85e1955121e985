using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>The step that the quantity reaches sets one amount, whatever the quantity within it.</summary>
internal static class StairStepPricing
{
    public static void Add(StairStepPrice price, decimal quantity, ref StepList steps)
    {
        var at = 0;
        while (at < price.Tiers.Length - 1 && quantity > price.Tiers[at].UpTo)
        {
            at++;
        }

        var flat = TierPricing.FlatFee(price.Tiers[at].FlatAmount, quantity, price.FirstFlatFeeAtZero);
        steps.Add(TierPricing.NamesOf(price)[at], quantity, 0m, flat);
    }
}
