using System.Globalization;

namespace RevenueFunctions.Catalog;

/// <summary>What a meter must fulfil.</summary>
internal static class MeterRules
{
    private const int Dimensions = 4;

    public static void Check(string path, Meter meter, CatalogDraft draft, CatalogIssues issues)
    {
        issues.Id($"{path}.key", meter.Key);
        issues.Text($"{path}.name", meter.Name);
        issues.Text($"{path}.unit", meter.Unit, 50);
        issues.Conversion($"{path}.conversion", meter.Conversion);
        issues.Require(draft.EventType(meter.EventType) is not null, $"{path}.eventType", "unknown-event-type",
            $"No event type '{CatalogIssues.Shown(meter.EventType)}' is in the catalog.", "Add the event type, in the same request or before.");
        CheckValue(path, meter, issues);
        CheckDimensions(path, meter, issues);

        if (draft.Stored.Meters.TryGetValue(meter.Key, out var stored) && !CatalogDifference.AreSame(stored with { Name = meter.Name }, meter))
        {
            issues.Conflict(path, "meter-fixed",
                $"Meter '{meter.Key}' is stored with another reading of its events; changing it would reinterpret usage that is stored already.",
                "Only the name can change: add a meter under another key, and put subscriptions on a plan that prices it.");
        }
    }

    private static void CheckValue(string path, Meter meter, CatalogIssues issues)
    {
        if (meter.Amount is not null)
        {
            issues.DottedPath($"{path}.amount", meter.Amount);
        }

        if (meter.Aggregation == MeterAggregation.Count)
        {
            issues.Require(meter.Value is null && meter.Conversion is null, $"{path}.value", "not-for-count", "A count reads no value.",
                "Leave 'value' and 'conversion' out, or aggregate by 'sum'.");
        }
        else if (meter.Value is null)
        {
            issues.Add($"{path}.value", "missing", $"A meter that aggregates by '{meter.Aggregation}' needs a value.",
                "Name the path of the value within the event's data.");
        }
        else
        {
            issues.DottedPath($"{path}.value", meter.Value);
        }
    }

    private static void CheckDimensions(string path, Meter meter, CatalogIssues issues)
    {
        issues.Require(meter.GroupBy.Length <= Dimensions, $"{path}.groupBy", "too-many", $"The meter has {meter.GroupBy.Length} dimensions.",
            $"Keep at most {Dimensions}: every combination of values is kept apart.");
        issues.Require(meter.GroupBy.Distinct(StringComparer.Ordinal).Count() == meter.GroupBy.Length, $"{path}.groupBy", "duplicate",
            "A dimension is named twice.", "Name each once.");
        for (var at = 0; at < meter.GroupBy.Length; at++)
        {
            issues.DottedPath(string.Create(CultureInfo.InvariantCulture, $"{path}.groupBy[{at}]"), meter.GroupBy[at]);
        }
    }
}
