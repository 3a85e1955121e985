using RevenueFunctions.Catalog;

namespace RevenueFunctions.Ingest;

/// <summary>The named place where a usage value becomes a quantity: converted, rounded, checked to be one that sums stay exact with.</summary>
internal static class Quantities
{
    /// <summary>Decimals a quantity keeps.</summary>
    public const int Decimals = 12;

    /// <summary>
    /// The greatest absolute quantity of one event. With 12 decimals, sums up to ten times this are exact in a decimal, so that a
    /// roll-up does not depend on the order of its events.
    /// </summary>
    public const decimal Greatest = 1_000_000_000_000_000m;

    /// <summary>Multiplies, divides, then rounds half away from zero to <see cref="Decimals"/>.</summary>
    public static QuarantineReason Convert(decimal value, UnitConversion? conversion, out decimal quantity)
    {
        quantity = value;
        if (conversion is not null)
        {
            try
            {
                quantity = value * conversion.Multiply / conversion.DivideBy;
            }
            catch (OverflowException)
            {
                return QuarantineReason.NumberOutOfRange;
            }
        }

        if (quantity is > Greatest or < -Greatest)
        {
            return QuarantineReason.NumberOutOfRange;
        }

        if (quantity.Scale > 0)
        {
            quantity = Math.Round(quantity, Decimals, MidpointRounding.AwayFromZero);
        }

        return QuarantineReason.None;
    }
}
