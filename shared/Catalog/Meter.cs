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
public sealed record Meter(
    string Key,
    string Name,
    string EventType,
    MeterAggregation Aggregation,
    string Unit,
    string? Value = null,
    ImmutableArray<string> GroupBy = default,
    UnitConversion? Conversion = null,
    bool AllowNegative = false);

/// <summary>How the values of a meter become a quantity.</summary>
public enum MeterAggregation
{
    /// <summary>The sum of the values.</summary>
    Sum,

    /// <summary>The number of events.</summary>
    Count,

    /// <summary>The least value of the period.</summary>
    Min,

    /// <summary>The greatest value of the period.</summary>
    Max,

    /// <summary>The value of the latest event of the period; of two at the same instant, the one with the greater event id.</summary>
    Latest,

    /// <summary>The number of distinct values (as text).</summary>
    Unique,

    /// <summary>The sum of the values divided by their number.</summary>
    Average,

    /// <summary>
    /// The average of a gauge over the period, each value weighted by the time until the next one (the last until the period's end);
    /// before the first value it is zero.
    /// </summary>
    TimeWeighted,
}

/// <summary>A linear change of unit: value x <paramref name="Multiply"/> / <paramref name="DivideBy"/>, multiplied first. Both above zero.</summary>
public sealed record UnitConversion(decimal Multiply = 1m, decimal DivideBy = 1m);
