using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Functions.Http;

/// <summary>Says what is wrong with a JSON body in the client's words: the serializer names CLR types, which mean nothing outside.</summary>
internal static partial class JsonFailure
{
    public static ValidationIssue Describe(JsonException wrong)
    {
        var path = string.IsNullOrEmpty(wrong.Path) ? "$" : wrong.Path;
        var at = wrong.LineNumber is { } line ? string.Create(CultureInfo.InvariantCulture, $" (line {line + 1}, byte {wrong.BytePositionInLine + 1})") : string.Empty;
        var message = wrong.Message.Split(" Path: ", 2)[0];
        message = Missing().Replace(message, "Missing:");
        message = WrongType().Replace(message, "The value is of the wrong type.");
        message = Unknown().Replace(message, "'$1' is no known member.");
        message = UnknownKind().Replace(message, "'$1' is no known kind.");
        return new ValidationIssue(path, "invalid-json", message + at, "Correct the field named; GET /api/openapi.json shows the shape expected.");
    }

    [GeneratedRegex("^JSON deserialization for type '[^']+' was missing required properties including:")]
    private static partial Regex Missing();

    [GeneratedRegex("^The JSON value could not be converted to .*$")]
    private static partial Regex WrongType();

    [GeneratedRegex("^The JSON property '(.*)' could not be mapped to any \\.NET member contained in type .*$")]
    private static partial Regex Unknown();

    [GeneratedRegex("^Read unrecognized type discriminator id '(.*)'\\.$")]
    private static partial Regex UnknownKind();
}
