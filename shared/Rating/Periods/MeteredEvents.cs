using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>The single events of one contract, meter and group, for the rate cards whose price must see them. The order does not matter.</summary>
/// <param name="SubscriptionId">The contract the usage belongs to.</param>
/// <param name="Meter">Key of the meter.</param>
/// <param name="Group">Values of the meter's dimensions; empty when it has none.</param>
/// <param name="Events">All events that the <see cref="MeteredUsage"/> of the same key covers.</param>
/// <param name="LateFrom">The closed period that they belong to, when they came too late for that.</param>
/// <param name="From">Start of the part of the period that they happened in, where the contract changed within the period.</param>
public sealed record MeteredEvents(
    string SubscriptionId, string Meter, ImmutableSortedDictionary<string, string> Group, ImmutableArray<PricedEvent> Events, string? LateFrom = null, DateTimeOffset? From = null);
