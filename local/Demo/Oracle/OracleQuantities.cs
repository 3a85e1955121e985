using RevenueFunctions.Catalog;

namespace RevenueFunctions.Local.Demo.Oracle;

/// <summary>What of a quantity is priced: converted, rounded, and without what is free.</summary>
internal static class OracleQuantities
{
    /// <summary>The quantity that the model prices.</summary>
    public static decimal PaidOf(Price price, decimal quantity)
    {
        var converted = Converted(price, quantity);
        var free = (price.UsageDiscount ?? 0m) + (price.IncludedUnits ?? 0m);
        return converted > 0 ? Math.Max(0m, converted - free) : converted;
    }

    /// <summary>The same of values in the order of time: what is free goes off the first ones, and one that is used up is not priced.</summary>
    public static IEnumerable<decimal> PaidOf(Price price, IEnumerable<decimal> values)
    {
        var free = (price.UsageDiscount ?? 0m) + (price.IncludedUnits ?? 0m);
        foreach (var value in values)
        {
            var converted = Converted(price, value);
            if (converted <= 0 || free == 0)
            {
                yield return converted;
            }
            else if (converted > free)
            {
                yield return converted - free;
                free = 0m;
            }
            else
            {
                free -= converted;
            }
        }
    }

    /// <summary>In the price's unit, rounded as it says.</summary>
    public static decimal Converted(Price price, decimal quantity)
    {
        var converted = price.Conversion is { } unit ? quantity * unit.Multiply / unit.DivideBy : quantity;
        if ((price as QuantityPrice)?.Rounding is not { } rounding)
        {
            return converted;
        }

        var scale = 1m;
        for (var digit = 0; digit < rounding.Precision; digit++)
        {
            scale *= 10m;
        }

        var floor = decimal.Floor(converted * scale);
        var rest = (converted * scale) - floor;
        var isUp = rounding.Mode switch
        {
            QuantityRoundingMode.Ceil => rest > 0,
            QuantityRoundingMode.Floor => false,
            _ => rest > 0.5m || (rest == 0.5m && converted > 0),
        };
        return (isUp ? floor + 1 : floor) / scale;
    }
}
