using System.Collections.Immutable;

namespace RevenueFunctions.Ingest;

/// <summary>Narrows a list of usage records to those that a rated line covers. Null members do not narrow.</summary>
public sealed record RecordFilter(string? SubscriptionId = null, string? Meter = null, ImmutableSortedDictionary<string, string>? Group = null);
