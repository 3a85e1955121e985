using System.Globalization;
using System.Reflection;

namespace RevenueFunctions.Local.Hosting.Functions;

/// <summary>Turns text from a route into the simple type that a parameter wants.</summary>
internal static class SimpleValues
{
    private static readonly Dictionary<Type, Func<string, object?>> Parsers = new()
    {
        [typeof(string)] = text => text,
        [typeof(bool)] = text => bool.TryParse(text, out var value) ? value : null,
        [typeof(int)] = Parse<int>,
        [typeof(long)] = Parse<long>,
        [typeof(double)] = Parse<double>,
        [typeof(decimal)] = Parse<decimal>,
        [typeof(Guid)] = Parse<Guid>,
        [typeof(DateOnly)] = Parse<DateOnly>,
        [typeof(DateTime)] = Parse<DateTime>,
        [typeof(DateTimeOffset)] = Parse<DateTimeOffset>,
    };

    public static bool IsSimple(Type type) => Parsers.ContainsKey(Nullable.GetUnderlyingType(type) ?? type);

    /// <summary>The value for the parameter; absent text gives the parameter's default, or null.</summary>
    /// <exception cref="ParameterBindingException">The text is no such value.</exception>
    public static object? Read(ParameterInfo parameter, object? raw)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (raw is null)
        {
            return parameter.HasDefaultValue ? parameter.DefaultValue : type == parameter.ParameterType && type.IsValueType ? Activator.CreateInstance(type) : null;
        }

        if (type.IsInstanceOfType(raw))
        {
            return raw;
        }

        var text = Convert.ToString(raw, CultureInfo.InvariantCulture) ?? string.Empty;
        return Parsers[type](text) ?? throw new ParameterBindingException(parameter.Name!, $"'{Shown(text)}' is no {type.Name}.");
    }

    private static object? Parse<T>(string text)
        where T : struct, IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string Shown(string text) => text.Length <= 64 ? text : $"{text.AsSpan(0, 64)}…";
}

/// <summary>What a caller sent does not fit the parameter: the caller's fault, answered with 400.</summary>
internal sealed class ParameterBindingException(string parameter, string message) : FormatException(message)
{
    /// <summary>The parameter that could not be bound.</summary>
    public string Parameter { get; } = parameter;
}
