using System.Globalization;
using System.Text.RegularExpressions;

namespace RevenueFunctions.Catalog;

/// <summary>What the rule of one mapped field must fulfil: exactly one of path, constant and template.</summary>
internal static partial class FieldRules
{
    public static void Check(string path, FieldRule rule, CatalogIssues issues)
    {
        var given = (rule.Path is null ? 0 : 1) + (rule.Constant is null ? 0 : 1) + (rule.Template is null ? 0 : 1);
        issues.Require(given == 1, path, "one-of", $"The rule has {given} of 'path', 'constant' and 'template'.",
            "Send exactly one of 'path', 'constant' and 'template'.");
        if (rule.Path is { } dotted)
        {
            issues.DottedPath($"{path}.path", dotted);
        }

        if (rule.Template is { } template)
        {
            issues.Require(Template().IsMatch(template), $"{path}.template", "invalid-template", $"'{CatalogIssues.Shown(template)}' is no template.",
                "Write at least one path in braces, with plain text around it, such as \"{issuer}:{account}\".");
        }

        if (rule.Constant is { } constant)
        {
            issues.Require(constant.Length <= 200, $"{path}.constant", "invalid-text", "The constant is longer than 200 characters.", "Shorten it.");
            issues.Require(rule.As != FieldType.Number || IsNumber(constant), $"{path}.constant", "not-a-number",
                $"'{CatalogIssues.Shown(constant)}' is no number.", "Send a decimal number, such as \"1.5\".");
        }

        issues.Conversion($"{path}.conversion", rule.Conversion);
        issues.Require(rule.Conversion is null || rule.As == FieldType.Number, $"{path}.conversion", "not-a-number",
            "Only a number has a unit to convert.", "Add \"as\": \"number\", or leave the conversion out.");
    }

    private static bool IsNumber(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    [GeneratedRegex(@"^[^{}]*(\{[^{}.]+(\.[^{}.]+)*\}[^{}]*)+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Template();
}
