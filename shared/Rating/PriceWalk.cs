using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>Walks one price over one quantity in the fixed order of its terms: the one switch over the models.</summary>
internal static class PriceWalk
{
    /// <summary>Appends the steps of the price, terms and all.</summary>
    public static void Add(Price price, decimal quantity, PriceSlice slice, ref StepList steps, decimal usedBefore = 0m)
    {
        if (price is FlatPrice && slice.Coverage is { } part)
        {
            // A fee of a part of a period is that share of what the whole period costs, all terms applied: as invoices charge it.
            var whole = new StepList(1);
            Add(price, quantity, slice with { Coverage = null }, ref whole, usedBefore);
            FlatPricing.Share(whole.ToAmount(), part.Measure(price.Proration), price.Proration, ref steps);
            return;
        }

        AddModel(price, quantity, slice, ref steps);
        AmountTerms.Apply(price, usedBefore, slice, ref steps);
    }

    /// <summary>How many steps the model of a price takes at most without terms: the size of the array that becomes the result.</summary>
    public static int StepsOf(Price price, decimal quantity) => price switch
    {
        GraduatedPrice graduated => TierPricing.BandOf(graduated.Tiers, quantity) + 1,
        _ => 1,
    };

    /// <summary>Appends the steps of the model alone: the amount at list price.</summary>
    public static void AddModel(Price price, decimal quantity, PriceSlice slice, ref StepList steps)
    {
        switch (price)
        {
            case PercentagePrice percentage:
                PercentagePricing.Add(percentage, QuantityTerms.ApplyEach(price, Values(quantity, slice), ref steps), ref steps);
                return;
            case DynamicPrice dynamic:
                var values = QuantityTerms.ApplyEach(price, Values(quantity, slice), ref steps);
                steps.Add("amounts in the events x multiplier", values.Sum(), dynamic.Multiplier, 0m);
                return;
            case BucketedPrice bucketed when slice.Events is { } events:
                BucketedPricing.Add(bucketed, events, slice, ref steps);
                return;
            case BucketedPrice bucketed:
                BucketedPricing.Charge(bucketed, [quantity], slice, ref steps);
                return;
            case TimeWeightedGraduatedPrice weighted:
                TimeWeightedPricing.Add(weighted, slice.Events ?? [], slice.Coverage ?? throw new ArgumentException("A time-weighted price needs the period.", nameof(slice)), ref steps);
                return;
            default:
                AddQuantityModel(price, QuantityTerms.Apply(price, quantity, ref steps), slice, ref steps);
                return;
        }
    }

    private static void AddQuantityModel(Price price, decimal quantity, PriceSlice slice, ref StepList steps)
    {
        switch (price)
        {
            case PerUnitPrice perUnit:
                steps.Add("all units", quantity, perUnit.UnitAmount, 0m);
                break;
            case GraduatedPrice graduated:
                GraduatedPricing.Add(graduated, quantity, ref steps);
                break;
            case VolumePrice volume:
                VolumePricing.Add(volume, quantity, ref steps);
                break;
            case PackagePrice package:
                PackagePricing.Add(package, quantity, ref steps);
                break;
            case FlatPrice flat:
                FlatPricing.Add(flat, quantity, ref steps);
                break;
            case GraduatedPercentagePrice graduated:
                GraduatedPercentagePricing.Add(graduated, quantity, ref steps);
                break;
            case StairStepPrice stairs:
                StairStepPricing.Add(stairs, quantity, ref steps);
                break;
            case BlockPrice block:
                BlockPricing.Add(block, quantity, ref steps);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(price), price, "Unknown price model.");
        }
    }

    // Where only a quantity is known, it is one event.
    private static IEnumerable<decimal> Values(decimal quantity, PriceSlice slice) =>
        slice.Events is { } events ? events.Select(one => one.Value) : quantity == 0 ? [] : [quantity];
}
