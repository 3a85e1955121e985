using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RevenueFunctions.Ingest;

/// <summary>One compiled schema: what a value must meet. Checks read forward only and allocate only where they fail.</summary>
internal sealed class SchemaNode
{
    public bool IsNever { get; set; }

    public SchemaTypes Types { get; set; }

    public List<SchemaProperty> Properties { get; } = [];

    public int RequiredCount { get; set; }

    public SchemaNode? Additional { get; set; }

    public SchemaNode? Items { get; set; }

    public SchemaLiteral[]? Allowed { get; set; }

    public Regex? Pattern { get; set; }

    public SchemaFormat Format { get; set; }

    public decimal? Minimum { get; set; }

    public decimal? Maximum { get; set; }

    public decimal? ExclusiveMinimum { get; set; }

    public decimal? ExclusiveMaximum { get; set; }

    public decimal? MultipleOf { get; set; }

    public int? MinLength { get; set; }

    public int? MaxLength { get; set; }

    public int? MinItems { get; set; }

    public int? MaxItems { get; set; }

    public int? MinProperties { get; set; }

    public int? MaxProperties { get; set; }

    private bool ReadsText => Allowed is not null || Pattern is not null || Format != SchemaFormat.None || MinLength is not null || MaxLength is not null;

    private ulong RequiredBits => RequiredCount == 64 ? ulong.MaxValue : (1UL << RequiredCount) - 1;

    /// <summary>Reads the value the reader stands on to its last token. On false the fault is "path: what was expected".</summary>
    public bool Meets(ref Utf8JsonReader reader, ref string? fault)
    {
        if (IsNever)
        {
            return Fail(ref fault, "no value is allowed here");
        }

        return reader.TokenType switch
        {
            JsonTokenType.StartObject => Is(SchemaTypes.Object, ref fault) && MeetsObject(ref reader, ref fault),
            JsonTokenType.StartArray => Is(SchemaTypes.Array, ref fault) && MeetsArray(ref reader, ref fault),
            JsonTokenType.String => Is(SchemaTypes.String, ref fault) && (!ReadsText || MeetsText(ref reader, ref fault)),
            JsonTokenType.Number => MeetsNumber(ref reader, ref fault),
            JsonTokenType.Null => Is(SchemaTypes.Null, ref fault) && IsAllowed(JsonTokenType.Null, default, 0m, ref fault),
            var boolean => Is(SchemaTypes.Boolean, ref fault) && IsAllowed(boolean, default, 0m, ref fault),
        };
    }

    private bool MeetsObject(ref Utf8JsonReader reader, ref string? fault)
    {
        if (Allowed is not null)
        {
            return Fail(ref fault, "expected one of the listed values");
        }

        var (seen, count) = (0UL, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            count++;
            var property = Find(ref reader);
            var node = property?.Node ?? Additional;
            seen |= property?.RequiredBit ?? 0;
            var name = node is { IsNever: true } ? reader.GetString() : null;
            reader.Read();
            if (node is null)
            {
                reader.Skip();
            }
            else if (!node.Meets(ref reader, ref fault))
            {
                return Fail(ref fault, null, $".{property?.Name ?? name ?? "*"}");
            }
        }

        if (seen != RequiredBits)
        {
            return Fail(ref fault, $"'{Properties.First(property => property.RequiredBit != 0 && (seen & property.RequiredBit) == 0).Name}' is required");
        }

        return Within(count, MinProperties, MaxProperties, "members", ref fault);
    }

    private SchemaProperty? Find(ref Utf8JsonReader reader)
    {
        foreach (var property in Properties)
        {
            if (reader.ValueTextEquals(property.Utf8Name))
            {
                return property;
            }
        }

        return null;
    }

    private bool MeetsArray(ref Utf8JsonReader reader, ref string? fault)
    {
        if (Allowed is not null)
        {
            return Fail(ref fault, "expected one of the listed values");
        }

        var count = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            if (Items is null)
            {
                reader.Skip();
            }
            else if (!Items.Meets(ref reader, ref fault))
            {
                return Fail(ref fault, null, string.Create(CultureInfo.InvariantCulture, $"[{count}]"));
            }
        }

        return Within(count, MinItems, MaxItems, "items", ref fault);
    }

    private bool MeetsText(ref Utf8JsonReader reader, ref string? fault)
    {
        var rented = reader.ValueIsEscaped ? new byte[reader.ValueSpan.Length] : null;
        var text = rented is null ? reader.ValueSpan : rented.AsSpan(0, reader.CopyString(rented));
        if (!IsAllowed(JsonTokenType.String, text, 0m, ref fault))
        {
            return false;
        }

        if ((MinLength is not null || MaxLength is not null) && !Within(SchemaText.Length(text), MinLength, MaxLength, "characters", ref fault))
        {
            return false;
        }

        if (Format != SchemaFormat.None && !SchemaText.Has(text, Format))
        {
            return Fail(ref fault, $"expected the format {Format}");
        }

        return Pattern is null || Pattern.IsMatch(System.Text.Encoding.UTF8.GetString(text)) || Fail(ref fault, $"expected the pattern {Pattern}");
    }

    private bool MeetsNumber(ref Utf8JsonReader reader, ref string? fault)
    {
        if (Types != SchemaTypes.None && (Types & (SchemaTypes.Number | SchemaTypes.Integer)) == 0)
        {
            return Is(SchemaTypes.Number, ref fault);
        }

        if (DecimalText.Parse(reader.ValueSpan, out var number) != QuarantineReason.None)
        {
            return Fail(ref fault, "expected a number of at most 28 digits");
        }

        if (Types != SchemaTypes.None && (Types & SchemaTypes.Number) == 0 && number != decimal.Truncate(number))
        {
            return Fail(ref fault, "expected a whole number");
        }

        if (number < Minimum || number > Maximum || number <= ExclusiveMinimum || number >= ExclusiveMaximum)
        {
            return Fail(ref fault, string.Create(CultureInfo.InvariantCulture, $"{number} is out of range"));
        }

        return (MultipleOf is not { } step || number % step == 0 || Fail(ref fault, string.Create(CultureInfo.InvariantCulture, $"expected a multiple of {step}")))
            && IsAllowed(JsonTokenType.Number, default, number, ref fault);
    }

    private bool IsAllowed(JsonTokenType type, ReadOnlySpan<byte> text, decimal number, ref string? fault)
    {
        if (Allowed is null)
        {
            return true;
        }

        foreach (var literal in Allowed)
        {
            if (literal.Type == type && literal.Number == number && text.SequenceEqual(literal.Utf8))
            {
                return true;
            }
        }

        return Fail(ref fault, "expected one of the listed values");
    }

    private bool Is(SchemaTypes type, ref string? fault) => Types == SchemaTypes.None || (Types & type) != 0 || Fail(ref fault, $"expected {Types}, found {type}");

    private static bool Within(int count, int? least, int? most, string what, ref string? fault) =>
        !(count < least || count > most) || Fail(ref fault, string.Create(CultureInfo.InvariantCulture, $"{count} {what}, expected {least ?? 0} to {most?.ToString(CultureInfo.InvariantCulture) ?? "any number"}"));

    private static bool Fail(ref string? fault, string? what, string? path = null)
    {
        fault = what is null ? path + fault : ": " + what;
        return false;
    }
}

/// <summary>JSON types; a number that may be fractional is Number and Integer.</summary>
[Flags]
internal enum SchemaTypes
{
    None = 0,
    Object = 1,
    Array = 2,
    String = 4,
    Number = 8,
    Integer = 16,
    Boolean = 32,
    Null = 64,
}

/// <summary>Formats that are checked.</summary>
internal enum SchemaFormat
{
    None,
    DateTime,
    Date,
    Uuid,
}

/// <summary>A described property.</summary>
internal sealed record SchemaProperty(string Name, byte[] Utf8Name, SchemaNode Node)
{
    public ulong RequiredBit { get; set; }
}

/// <summary>A value of enum or const.</summary>
internal sealed record SchemaLiteral(JsonTokenType Type, byte[] Utf8, decimal Number);
