using System.Text;
using System.Text.Json;

namespace RevenueFunctions.Ingest;

/// <summary>Reads the value of a meter from what was found in an event's data.</summary>
internal static class MeterReading
{
    public static QuarantineReason Number(MeterPlan meter, ReadOnlySpan<JsonValue> found, out decimal quantity)
    {
        quantity = 0m;
        if (meter.ValuePath < 0 || found[meter.ValuePath].IsAbsent)
        {
            return QuarantineReason.MissingValue;
        }

        var value = found[meter.ValuePath];
        if (value.Type != JsonTokenType.Number)
        {
            return QuarantineReason.NotANumber;
        }

        var fault = DecimalText.Parse(value.Bytes.Span, out var number);
        if (fault != QuarantineReason.None)
        {
            return fault;
        }

        return number < 0 && !meter.Meter.AllowNegative
            ? QuarantineReason.NegativeQuantity
            : Quantities.Convert(number, meter.Meter.Conversion, out quantity);
    }

    public static QuarantineReason Text(MeterPlan meter, ReadOnlySpan<JsonValue> found, out string? text)
    {
        text = null;
        if (meter.ValuePath < 0 || found[meter.ValuePath].IsAbsent)
        {
            return QuarantineReason.MissingValue;
        }

        if (!found[meter.ValuePath].IsScalar)
        {
            return QuarantineReason.WrongType;
        }

        var bytes = found[meter.ValuePath].Text().Span;
        if (bytes.Length > 4096)
        {
            return QuarantineReason.TextTooLong;
        }

        text = Encoding.UTF8.GetString(bytes);
        return QuarantineReason.None;
    }
}
