using System.Globalization;

namespace RevenueFunctions.Catalog;

/// <summary>What a source mapping must fulfil.</summary>
internal static class SourceMappingRules
{
    public static void Check(string path, SourceMapping mapping, CatalogDraft draft, CatalogIssues issues)
    {
        issues.Id($"{path}.key", mapping.Key);
        issues.Range($"{path}.version", mapping.Version, 1, 999_999);
        CheckText($"{path}.source", mapping.Source, issues);
        CheckText($"{path}.id", mapping.Id, issues);
        CheckText($"{path}.type", mapping.Type, issues);
        CheckText($"{path}.subject", mapping.Subject, issues);
        FieldRules.Check($"{path}.time", mapping.Time, issues);
        issues.Require(mapping.Time.As is FieldType.Time or FieldType.UnixSeconds or FieldType.UnixMilliseconds, $"{path}.time.as", "not-a-time",
            $"The time is read as '{mapping.Time.As}'.", "Read it as time, unixSeconds or unixMilliseconds.");

        foreach (var (name, rule) in mapping.Data)
        {
            issues.DottedPath($"{path}.data", name);
            FieldRules.Check($"{path}.data.{CatalogIssues.Shown(name)}", rule, issues);
        }

        if (mapping.Match is { } match)
        {
            issues.DottedPath($"{path}.match.path", match.Path);
        }

        for (var at = 0; at < mapping.Exclude.Length; at++)
        {
            var rulePath = string.Create(CultureInfo.InvariantCulture, $"{path}.exclude[{at}]");
            issues.Text($"{rulePath}.rule", mapping.Exclude[at].Rule, 100);
            issues.DottedPath($"{rulePath}.when.path", mapping.Exclude[at].When.Path);
        }

        issues.Immutable(path, $"Version {mapping.Version} of mapping '{CatalogIssues.Shown(mapping.Key)}'",
            draft.Stored.Documents.SourceMappings.FirstOrDefault(one => one.Key == mapping.Key && one.Version == mapping.Version), mapping);
    }

    private static void CheckText(string path, FieldRule rule, CatalogIssues issues)
    {
        FieldRules.Check(path, rule, issues);
        issues.Require(rule.As == FieldType.Text, $"{path}.as", "not-a-text", $"The field is read as '{rule.As}'.", "It is a text: leave 'as' out.");
    }
}
