using System.Globalization;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>The terms that come before the model: convert, round, usage discount, included units.</summary>
internal static class QuantityTerms
{
    /// <summary>Whether the price has any of them.</summary>
    public static bool Any(Price price) =>
        price.Conversion is not null || price.RoundingOfQuantity is not null || price.UsageDiscount is not null || price.IncludedUnits is not null;

    /// <summary>The quantity that the model prices.</summary>
    public static decimal Apply(Price price, decimal quantity, ref StepList steps)
    {
        if (!Any(price))
        {
            return quantity;
        }

        var converted = Convert(price, quantity);
        if (converted != quantity)
        {
            steps.Note(ConversionText(price, quantity.ToString(CultureInfo.InvariantCulture)), converted);
        }

        return Less("included", price.IncludedUnits, Less("discounted", price.UsageDiscount, converted, ref steps), ref steps);
    }

    /// <summary>
    /// The same over values in the order of time, such as events or buckets: each is converted and rounded, and what is free is taken off the
    /// first ones. A value that is used up wholly is left out, so that no fee is charged for it.
    /// </summary>
    public static List<decimal> ApplyEach(Price price, IEnumerable<decimal> values, ref StepList steps)
    {
        var free = (price.UsageDiscount ?? 0m) + (price.IncludedUnits ?? 0m);
        var left = new List<decimal>();
        var taken = 0m;
        foreach (var value in values)
        {
            var converted = Convert(price, value);
            var off = Math.Min(free - taken, Math.Max(0m, converted));
            taken += off;
            if (off == 0 || converted > off)
            {
                left.Add(converted - off);
            }
        }

        if ((price.Conversion is not null || price.RoundingOfQuantity is not null) && left.Sum() + taken != 0)
        {
            steps.Note(ConversionText(price, "each"), left.Sum() + taken);
        }

        if (taken > 0)
        {
            steps.Note(string.Create(CultureInfo.InvariantCulture, $"{taken} discounted or included, taken off the first"), left.Sum());
        }

        return left;
    }

    /// <summary>Converted and rounded.</summary>
    public static decimal Convert(Price price, decimal quantity)
    {
        // Multiplied before divided, so that a third of nine is three.
        var converted = price.Conversion is { } unit ? quantity * unit.Multiply / unit.DivideBy : quantity;
        return price.RoundingOfQuantity is { } rounding ? Round(converted, rounding) : converted;
    }

    private static decimal Round(decimal quantity, QuantityRounding rounding) => decimal.Round(quantity, rounding.Precision, rounding.Mode switch
    {
        QuantityRoundingMode.Ceil => MidpointRounding.ToPositiveInfinity,
        QuantityRoundingMode.Floor => MidpointRounding.ToNegativeInfinity,
        QuantityRoundingMode.HalfUp => MidpointRounding.AwayFromZero,
        _ => throw new ArgumentOutOfRangeException(nameof(rounding), rounding, "Unknown rounding."),
    });

    private static decimal Less(string what, decimal? units, decimal quantity, ref StepList steps)
    {
        if (units is not > 0 || quantity <= 0)
        {
            return quantity;
        }

        var left = Math.Max(0m, quantity - units.Value);
        steps.Note(string.Create(CultureInfo.InvariantCulture, $"{quantity - left} of {units} units {what}"), left);
        return left;
    }

    private static string ConversionText(Price price, string quantity) => price.Conversion is { } unit
        ? string.Create(CultureInfo.InvariantCulture, $"{quantity} x {unit.Multiply} / {unit.DivideBy}{RoundingText(price)}")
        : string.Create(CultureInfo.InvariantCulture, $"{quantity}{RoundingText(price)}");

    private static string RoundingText(Price price) => price.RoundingOfQuantity is not { } rounding ? string.Empty : string.Create(
        CultureInfo.InvariantCulture,
        $", rounded {(rounding.Mode == QuantityRoundingMode.Ceil ? "up" : rounding.Mode == QuantityRoundingMode.Floor ? "down" : "half up")} to {rounding.Precision} decimals");
}
