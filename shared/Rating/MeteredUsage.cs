using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>
/// The usage of one meter and group in a period, and the exact set of records it covers. Usage that came late for an earlier period stands apart, with
/// what it adds to the quantity: the quantities of one meter and group add up to that of all its records, however the meter aggregates.
/// </summary>
/// <param name="SubscriptionId">The contract the usage belongs to.</param>
/// <param name="Meter">Key of the meter.</param>
/// <param name="Group">Values of the meter's dimensions; empty when it has none.</param>
/// <param name="Quantity">The aggregated quantity, in the meter's unit.</param>
/// <param name="EventCount">Records covered.</param>
/// <param name="SetHash">Order-independent 128-bit hash of the records covered, 32 hex digits.</param>
/// <param name="LateFrom">The closed period it belongs to, when it came too late for that.</param>
/// <param name="From">Start of the part of the period that it was used in (inclusive), where the contract changed within the period.</param>
/// <param name="To">End of that part (exclusive).</param>
public sealed record MeteredUsage(
    string SubscriptionId,
    string Meter,
    ImmutableSortedDictionary<string, string> Group,
    decimal Quantity,
    long EventCount,
    string SetHash,
    string? LateFrom = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null)
{
    /// <summary>True when it covers a record of its series at that time. Late usage is older than the period, so its time says nothing.</summary>
    public bool Covers(DateTimeOffset time) => EventCount > 0 && (LateFrom is not null || ((From is null || time >= From) && (To is null || time < To)));

    /// <summary>Names the same charge without covering a record: what takes back or charges anew leaves the records on the line that covers them.</summary>
    public MeteredUsage Mark() => this with { Quantity = 0m, EventCount = 0, SetHash = Ingest.Hash128.Text(UInt128.Zero) };
}
