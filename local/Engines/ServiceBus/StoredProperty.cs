using System.Globalization;

namespace RevenueFunctions.Local.Engines.ServiceBus;

/// <summary>An application property as the store keeps it: the type must come back as it was sent.</summary>
internal sealed record StoredProperty(string Type, string Text)
{
    public static StoredProperty Of(object value) => value switch
    {
        string text => new("string", text),
        bool flag => new("bool", flag ? "true" : "false"),
        int number => new("int", number.ToString(CultureInfo.InvariantCulture)),
        long number => new("long", number.ToString(CultureInfo.InvariantCulture)),
        double number => new("double", number.ToString("R", CultureInfo.InvariantCulture)),
        decimal number => new("decimal", number.ToString(CultureInfo.InvariantCulture)),
        Guid guid => new("guid", guid.ToString("D")),
        DateTime time => new("time", time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)),
        DateTimeOffset time => new("offset", time.ToString("O", CultureInfo.InvariantCulture)),
        TimeSpan span => new("span", span.ToString("c", CultureInfo.InvariantCulture)),
        _ => throw new NotSupportedException($"An application property cannot be a {value.GetType().Name}: use text, a number, a boolean, a GUID or a time."),
    };

    public object ToValue() => Type switch
    {
        "bool" => Text == "true",
        "int" => int.Parse(Text, CultureInfo.InvariantCulture),
        "long" => long.Parse(Text, CultureInfo.InvariantCulture),
        "double" => double.Parse(Text, CultureInfo.InvariantCulture),
        "decimal" => decimal.Parse(Text, CultureInfo.InvariantCulture),
        "guid" => Guid.Parse(Text),
        "time" => DateTime.Parse(Text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        "offset" => DateTimeOffset.Parse(Text, CultureInfo.InvariantCulture),
        "span" => TimeSpan.Parse(Text, CultureInfo.InvariantCulture),
        _ => Text,
    };
}
