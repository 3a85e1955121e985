using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RevenueFunctions.Validation;

/// <summary>Says what is wrong with a JSON document in the sender's words: the serializer's own messages speak of .NET types.</summary>
public static partial class JsonIssue
{
    /// <summary>The issue behind what the serializer threw over a document.</summary>
    public static ValidationIssue Of(JsonException wrong)
    {
        ArgumentNullException.ThrowIfNull(wrong);
        var at = wrong.LineNumber is { } line ? string.Create(CultureInfo.InvariantCulture, $" (line {line + 1}, byte {wrong.BytePositionInLine + 1})") : string.Empty;
        return Describe(wrong.Message, wrong.Path ?? "$", at);
    }

    /// <summary>The issue behind a member whose discriminator is missing, for which the serializer throws another exception.</summary>
    public static ValidationIssue Of(NotSupportedException wrong)
    {
        ArgumentNullException.ThrowIfNull(wrong);
        var path = PathInMessage().Match(wrong.Message) is { Success: true } found ? found.Groups["path"].Value : "$";
        return new ValidationIssue(Relative(path), "missing-model", "The member that names the model is missing.", "Add \"model\"; GET /api/openapi.json shows the models.");
    }

    private static ValidationIssue Describe(string message, string path, string at)
    {
        if (MissingMembers().Match(message) is { Success: true } missing)
        {
            var name = missing.Groups["name"].Value;
            return new ValidationIssue(Relative($"{path}.{name}"), "missing", $"The member '{name}' is missing{at}.", "Add it; GET /api/openapi.json shows the shape expected.");
        }

        if (UnknownMember().Match(message) is { Success: true } unknown)
        {
            return new ValidationIssue(Relative(path), "unknown-member", $"There is no member '{unknown.Groups["name"].Value}' here{at}.", "Leave it out or correct its name; GET /api/openapi.json shows the shape expected.");
        }

        if (DuplicateMember().Match(message) is { Success: true } twice)
        {
            var which = twice.Groups["name"] is { Success: true } name ? $"The member '{name.Value}'" : "A member";
            return new ValidationIssue(Relative(path), "duplicate-member", $"{which} comes twice{at}.", "Send it once: nobody can tell which one is meant.");
        }

        if (TooDeep().IsMatch(message))
        {
            return new ValidationIssue(Relative(path), "too-deep", $"The document is nested more than {FabricJson.MaxDepth} deep{at}.", "Flatten it.");
        }

        if (UnknownModel().Match(message) is { Success: true } model)
        {
            return new ValidationIssue(Relative(path), "unknown-model", $"There is no model '{model.Groups["name"].Value}'{at}.", "GET /api/openapi.json shows the models.");
        }

        return WrongType().IsMatch(message)
            ? new ValidationIssue(Relative(path), "wrong-type", $"The value has the wrong type or is out of range{at}.", "GET /api/openapi.json shows the type expected.")
            : new ValidationIssue(Relative(path), "invalid-json", message.Split(" Path: ", 2)[0] + at, "Send valid JSON; GET /api/openapi.json shows the shape expected.");
    }

    // "$.accounts[0].id" is "accounts[0].id" everywhere else.
    private static string Relative(string path) => path switch
    {
        "" or "$" => "$",
        "$." => "$['']",
        _ => path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path,
    };

    [GeneratedRegex("missing required properties including: '(?<name>[^']*)'")]
    private static partial Regex MissingMembers();

    [GeneratedRegex("The JSON property '(?<name>.*)' could not be mapped")]
    private static partial Regex UnknownMember();

    [GeneratedRegex("maximum (configured|allowed) depth")]
    private static partial Regex TooDeep();

    [GeneratedRegex("^Duplicate propert(y '(?<name>.*)'|ies)", RegexOptions.ExplicitCapture)]
    private static partial Regex DuplicateMember();

    [GeneratedRegex("unrecognized type discriminator id '(?<name>.*)'\\.")]
    private static partial Regex UnknownModel();

    [GeneratedRegex("^(The JSON value could not be converted|The constructor parameter|The property or field|Cannot get the value of a token)")]
    private static partial Regex WrongType();

    [GeneratedRegex(@"Path: (?<path>\S+) \|")]
    private static partial Regex PathInMessage();
}
