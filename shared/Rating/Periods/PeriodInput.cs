using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>What a period is rated from.</summary>
/// <param name="Usage">The frozen usage: one entry for each contract, meter and group, merged over shards.</param>
/// <param name="Events">The events behind it, for the entries that a rate card with <see cref="Pricing.NeedsEvents"/> takes.</param>
public sealed record PeriodInput(ImmutableArray<MeteredUsage> Usage, ImmutableArray<MeteredEvents> Events);
