using System.Collections.Immutable;

namespace RevenueFunctions.Ingest;

/// <summary>What a usage record adds to a meter.</summary>
/// <param name="SubscriptionId">The contract it belongs to.</param>
/// <param name="Meter">Key of the meter.</param>
/// <param name="Group">Values of the meter's dimensions, by path.</param>
/// <param name="Quantity">The value in the meter's unit; 1 for count and unique.</param>
/// <param name="Text">The value that a unique meter counts.</param>
/// <param name="Amount">The amount of money in the event, where the meter names one.</param>
public sealed record UsageMeasure(
    string SubscriptionId, string Meter, ImmutableSortedDictionary<string, string> Group, decimal Quantity, string? Text = null, decimal? Amount = null);
