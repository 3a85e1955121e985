using RevenueFunctions.Ingest;

namespace RevenueFunctions.Catalog;

/// <summary>What an event type must fulfil.</summary>
internal static class EventTypeRules
{
    public static void Check(string path, EventType type, CatalogIssues issues)
    {
        issues.Text($"{path}.type", type.Type);
        if (type.Excluded is { } rule)
        {
            issues.Text($"{path}.excluded", rule, 100);
        }

        if (type.Schema is { } schema && EventSchema.Compile(schema, out var wrong) is null)
        {
            foreach (var issue in wrong)
            {
                issues.Add(issue.Path.Length == 0 ? $"{path}.schema" : $"{path}.{issue.Path}", issue.Code, issue.Message, issue.Remedy);
            }
        }
    }
}
