using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace RevenueFunctions.Functions.OpenApi;

/// <summary>A function's route as OpenAPI writes it: parameters without their constraints.</summary>
/// <param name="Path">Such as "v1/invoices/{id}".</param>
/// <param name="Parameters">Names and JSON types, in order.</param>
internal sealed partial record RouteTemplate(string Path, ImmutableArray<(string Name, string Type)> Parameters)
{
    public static RouteTemplate Parse(string route)
    {
        var parameters = ImmutableArray.CreateBuilder<(string Name, string Type)>();
        var path = Parameter().Replace(route, match =>
        {
            var name = match.Groups["name"].Value;
            parameters.Add((name, match.Groups["constraint"].Value is "int" or "long" ? "integer" : "string"));
            return $"{{{name}}}";
        });
        return new RouteTemplate(path, parameters.ToImmutable());
    }

    /// <summary>A route with values in place of its parameters, percent-encoded.</summary>
    public static string Fill(string route, Func<string, string?> value) =>
        Parameter().Replace(route, match => Uri.EscapeDataString(value(match.Groups["name"].Value) ?? string.Empty));

    [GeneratedRegex(@"\{\**(?<name>\w+)(:(?<constraint>\w+)[^}]*)?\??\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();
}
