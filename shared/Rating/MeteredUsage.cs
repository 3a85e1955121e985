using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>The usage of one meter and group in a frozen period, and the exact set of records it covers.</summary>
/// <param name="SubscriptionId">The contract the usage belongs to.</param>
/// <param name="Meter">Key of the meter.</param>
/// <param name="Group">Values of the meter's dimensions; empty when it has none.</param>
/// <param name="Quantity">The aggregated quantity, in the meter's unit.</param>
/// <param name="EventCount">Records covered.</param>
/// <param name="SetHash">Order-independent 128-bit hash of the records covered, 32 hex digits.</param>
public sealed record MeteredUsage(
    string SubscriptionId, string Meter, ImmutableSortedDictionary<string, string> Group, decimal Quantity, long EventCount, string SetHash);
