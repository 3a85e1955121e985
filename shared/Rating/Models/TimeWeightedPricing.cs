using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>
/// Graduated over a gauge. A change of the level from a to b at an instant adds the units between a and b, in the bands they lie in, for the rest
/// of the period; a change downwards takes the same bands off again: last in, first out.
/// </summary>
internal static class TimeWeightedPricing
{
    public static void Add(TimeWeightedGraduatedPrice price, ImmutableArray<PricedEvent> events, Coverage coverage, ref StepList steps)
    {
        var weighted = new decimal[price.Tiers.Length];
        var (level, highest) = (0m, 0m);
        var read = 0m;
        foreach (var at in events.Where(one => one.Time < coverage.To).GroupBy(one => one.Time > coverage.From ? one.Time : coverage.From))
        {
            foreach (var one in at)
            {
                read = price.Readings == GaugeReadings.Levels ? one.Quantity : read + one.Quantity;
                if (at.Key > coverage.From)
                {
                    highest = Math.Max(highest, LevelOf(price, read));
                }
            }

            var reached = LevelOf(price, read);
            highest = Math.Max(highest, reached);
            Weigh(price, level, reached, (coverage with { From = at.Key }).Measure(price.Proration).Covered, weighted);
            level = reached;
        }

        if (read < 0)
        {
            // More was taken off than there ever was: the usage as a whole is a correction, and nothing of it is charged.
            steps.Note("less than nothing at the end", read);
            return;
        }

        Charge(price, weighted, highest, coverage.Measure(price.Proration).Whole, ref steps);
    }

    // A correction may take more off than there was: nobody is charged for less than nothing.
    private static decimal LevelOf(TimeWeightedGraduatedPrice price, decimal read)
    {
        var level = QuantityTerms.Convert(price, read) - (price.UsageDiscount ?? 0m) - (price.IncludedUnits ?? 0m);
        return Math.Max(0m, level);
    }

    private static void Weigh(TimeWeightedGraduatedPrice price, decimal before, decimal after, decimal remaining, decimal[] weighted)
    {
        var (low, high) = before < after ? (before, after) : (after, before);
        var sign = before < after ? 1 : -1;
        var from = 0m;
        for (var band = 0; band < weighted.Length && from < high; band++)
        {
            var to = price.Tiers[band].UpTo ?? high;
            var units = Math.Min(high, to) - Math.Max(low, from);
            weighted[band] += units > 0 ? sign * units * remaining : 0m;
            from = to;
        }
    }

    private static void Charge(TimeWeightedGraduatedPrice price, decimal[] weighted, decimal highest, decimal whole, ref StepList steps)
    {
        var names = TierPricing.NamesOf(price);
        var measure = price.Proration == ProrationBasis.Seconds ? "unit seconds" : "unit days";
        var last = TierPricing.BandOf(price.Tiers, highest);
        for (var band = 0; band <= last; band++)
        {
            var tier = price.Tiers[band];
            if (weighted[band] != 0)
            {
                steps.Add(new DerivationStep(
                    $"{measure}, {names[band]}", weighted[band], tier.UnitAmount, 0m, weighted[band] * tier.UnitAmount / whole, 1m, whole));
            }

            var flat = TierPricing.FlatFee(tier.FlatAmount, highest, price.FirstFlatFeeAtZero);
            if (flat != 0)
            {
                steps.Adjust($"flat fee, {names[band]}", flat);
            }
        }
    }
}
