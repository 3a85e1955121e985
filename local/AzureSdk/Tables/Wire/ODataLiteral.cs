using System.Globalization;

namespace Azure.Data.Tables.Wire;

/// <summary>Writes values as the filter language of the Table service wants them.</summary>
internal static class ODataLiteral
{
    public static string? Filter(FormattableString? filter) => filter is null
        ? null
        : string.Format(CultureInfo.InvariantCulture, filter.Format, [.. filter.GetArguments().Select(Of)]);

    /// <summary>A quote within a string is doubled.</summary>
    public static string Escape(string value) => value.Replace("'", "''", StringComparison.Ordinal);

    private static string Of(object? argument) => argument switch
    {
        null => "null",
        string text => $"'{Escape(text)}'",
        bool flag => flag ? "true" : "false",
        int or double => Convert.ToString(argument, CultureInfo.InvariantCulture)!,
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        _ => throw new NotSupportedException($"This subset writes no filter literals of {argument.GetType()}."),
    };
}
