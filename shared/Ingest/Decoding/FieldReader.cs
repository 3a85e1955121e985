using System.Text;
using System.Text.Json;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Ingest;

/// <summary>One compiled rule of a source mapping: reads a field from the values found in a payload.</summary>
internal sealed class FieldReader
{
    private readonly FieldRule rule;
    private readonly byte[]? constant;
    private readonly int path = -1;
    private readonly (byte[] Before, int Path)[] parts = [];
    private readonly byte[] tail = [];

    public FieldReader(FieldRule rule, JsonPathSet paths)
    {
        this.rule = rule;
        if (rule.Constant is not null)
        {
            constant = Encoding.UTF8.GetBytes(rule.Constant);
        }
        else if (rule.Path is not null)
        {
            path = paths.Add(rule.Path);
        }
        else
        {
            (parts, tail) = Split(rule.Template ?? string.Empty, paths);
        }
    }

    public FieldType As => rule.As;

    /// <summary>The field as text; absent values are empty. Text that a number or a boolean is written as counts.</summary>
    public QuarantineReason ReadText(ReadOnlySpan<JsonValue> values, out ReadOnlyMemory<byte> text)
    {
        text = constant;
        if (constant is not null)
        {
            return QuarantineReason.None;
        }

        if (path >= 0)
        {
            text = values[path].IsScalar ? values[path].Text() : default;
            return values[path].IsAbsent || values[path].IsScalar ? QuarantineReason.None : QuarantineReason.WrongType;
        }

        var whole = new List<byte>();
        foreach (var (before, at) in parts)
        {
            if (values[at].IsAbsent)
            {
                return QuarantineReason.None;
            }

            if (!values[at].IsScalar)
            {
                return QuarantineReason.WrongType;
            }

            whole.AddRange(before);
            whole.AddRange(values[at].Text().Span);
        }

        whole.AddRange(tail);
        text = whole.ToArray();
        return QuarantineReason.None;
    }

    /// <summary>The field as an instant. Absent: none, with no fault.</summary>
    public QuarantineReason ReadTime(ReadOnlySpan<JsonValue> values, out long? milliseconds)
    {
        milliseconds = null;
        var fault = ReadText(values, out var text);
        if (fault != QuarantineReason.None || text.IsEmpty)
        {
            return fault;
        }

        long parsed;
        if (As is FieldType.UnixSeconds or FieldType.UnixMilliseconds)
        {
            fault = DecimalText.Parse(text.Span, out var number);
            if (fault != QuarantineReason.None || Math.Abs(number) > 1e14m)
            {
                return QuarantineReason.InvalidTime;
            }

            milliseconds = (long)decimal.Floor(As == FieldType.UnixSeconds ? number * 1000 : number);
            return QuarantineReason.None;
        }

        if (Rfc3339.TryParseUtc(text.Span, out parsed))
        {
            milliseconds = parsed;
            return QuarantineReason.None;
        }

        fault = Rfc3339.Parse(text.Span, out parsed);
        milliseconds = parsed;
        return fault;
    }

    /// <summary>Writes the field as a member of the event's data; an absent value is left out.</summary>
    public QuarantineReason WriteTo(Utf8JsonWriter data, string name, ReadOnlySpan<JsonValue> values)
    {
        if (As == FieldType.Text)
        {
            var fault = ReadText(values, out var text);
            if (fault == QuarantineReason.None && !IsAbsent(values))
            {
                data.WriteString(name, text.Span);
            }

            return fault;
        }

        return As == FieldType.Number ? WriteNumber(data, name, values) : WriteTime(data, name, values);
    }

    private QuarantineReason WriteNumber(Utf8JsonWriter data, string name, ReadOnlySpan<JsonValue> values)
    {
        var fault = ReadText(values, out var text);
        if (fault != QuarantineReason.None || text.IsEmpty)
        {
            return fault;
        }

        fault = DecimalText.Parse(text.Span, out var number);
        if (fault == QuarantineReason.None)
        {
            fault = Quantities.Convert(number, rule.Conversion, out number);
        }

        if (fault == QuarantineReason.None)
        {
            data.WriteNumber(name, number);
        }

        return fault;
    }

    private QuarantineReason WriteTime(Utf8JsonWriter data, string name, ReadOnlySpan<JsonValue> values)
    {
        var fault = ReadTime(values, out var instant);
        if (fault == QuarantineReason.None && instant is >= -62135596800000 and <= 253402300799999)
        {
            data.WriteString(name, DateTimeOffset.FromUnixTimeMilliseconds(instant.Value));
        }

        return fault;
    }

    private bool IsAbsent(ReadOnlySpan<JsonValue> values)
    {
        foreach (var (_, at) in parts)
        {
            if (values[at].IsAbsent)
            {
                return true;
            }
        }

        return path >= 0 && values[path].IsAbsent;
    }

    private static ((byte[] Before, int Path)[] Parts, byte[] Tail) Split(string template, JsonPathSet paths)
    {
        var parts = new List<(byte[], int)>();
        var from = 0;
        while (template.IndexOf('{', from) is var open and >= 0 && template.IndexOf('}', open) is var close and >= 0)
        {
            parts.Add((Encoding.UTF8.GetBytes(template[from..open]), paths.Add(template[(open + 1)..close])));
            from = close + 1;
        }

        return ([.. parts], Encoding.UTF8.GetBytes(template[from..]));
    }
}
