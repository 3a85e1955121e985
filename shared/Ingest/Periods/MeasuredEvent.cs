namespace RevenueFunctions.Ingest;

/// <summary>What one usage event adds to one meter.</summary>
/// <param name="Time">When the usage happened.</param>
/// <param name="Id">The event's id; of two at one instant the greater one is the later.</param>
/// <param name="LateFrom">The closed period that it belongs to, when it came too late for that.</param>
/// <param name="Measure">What it adds to which meter.</param>
/// <param name="SetHash">What its record adds to a set hash, 32 hex digits.</param>
public sealed record MeasuredEvent(DateTimeOffset Time, string Id, string? LateFrom, UsageMeasure Measure, string SetHash);
