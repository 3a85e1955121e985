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

    /// <summary>The amount of money in an event, for a meter that names one: never converted, and below zero for a refund.</summary>
    public static QuarantineReason Amount(MeterPlan meter, ReadOnlySpan<JsonValue> found, out decimal? amount)
    {
        amount = null;
        if (meter.AmountPath < 0)
        {
            return QuarantineReason.None;
        }

        var value = found[meter.AmountPath];
        if (value.IsAbsent)
        {
            return QuarantineReason.MissingValue;
        }

        if (value.Type != JsonTokenType.Number)
        {
            return QuarantineReason.NotANumber;
        }

        var fault = DecimalText.Parse(value.Bytes.Span, out var number);
        if (fault == QuarantineReason.None)
        {
            fault = Quantities.Convert(number, null, out var read);
            amount = read;
        }

        return fault;
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
