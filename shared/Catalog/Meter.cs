using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>A rule that aggregates the usage events of one type into a quantity.</summary>
/// <param name="Key">Stable key, such as "tokens".</param>
/// <param name="Name">Name on the invoice.</param>
/// <param name="EventType">The CloudEvents type it reads.</param>
/// <param name="Aggregation">How values become a quantity.</param>
/// <param name="Unit">Unit of the quantity after conversion, such as "GB".</param>
/// <param name="Value">Path of the value within the event's data, such as "usage.bytes"; absent for count.</param>
/// <param name="GroupBy">Paths of the dimensions that quantities are kept apart by, such as "region"; at most 4.</param>
/// <param name="Conversion">Applied to each value before it is aggregated.</param>
/// <param name="AllowNegative">Whether a negative value is a correction (true) or an error (false).</param>
/// <param name="Amount">Path of an amount of money within the event's data, which prices that look at single events read; absent: they read the value.</param>
public sealed record Meter(
    string Key,
    string Name,
    string EventType,
    MeterAggregation Aggregation,
    string Unit,
    string? Value = null,
    ImmutableArray<string> GroupBy = default,
    UnitConversion? Conversion = null,
    bool AllowNegative = false,
    string? Amount = null)
{
    /// <summary>Absent reads as empty.</summary>
    public ImmutableArray<string> GroupBy { get; init; } = GroupBy.IsDefault ? [] : GroupBy;
}
