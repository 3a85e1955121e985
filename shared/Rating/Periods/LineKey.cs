using System.Globalization;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>
/// What makes two lines the same charge, on whichever invoice they are: contract, rate card and, where the usage of several groups cannot be merged and each
/// is a line of its own, the group; and the part of the period, where the contract changed within it.
/// </summary>
/// <param name="SubscriptionId">The contract.</param>
/// <param name="RateCardKey">The rate card.</param>
/// <param name="Group">The group, or nothing.</param>
/// <param name="From">Start of the part of the period; null for the whole.</param>
public readonly record struct LineKey(string SubscriptionId, string RateCardKey, string Group, DateTimeOffset? From)
{
    /// <summary>The key of a line of usage.</summary>
    /// <param name="catalog">Says how the meter aggregates.</param>
    /// <param name="subscriptionId">The contract.</param>
    /// <param name="rateCardKey">The rate card.</param>
    /// <param name="derivation">What the line covers.</param>
    public static LineKey Of(CatalogSnapshot catalog, string subscriptionId, string rateCardKey, Derivation derivation)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(derivation);
        var first = derivation.Usage.FirstOrDefault();
        var isMerged = first is null || !catalog.Meters.TryGetValue(first.Meter, out var meter) || UsageMerge.IsMerged(meter.Aggregation);
        return new LineKey(subscriptionId, rateCardKey, isMerged ? string.Empty : string.Join(", ", first!.Group.Select(one => $"{one.Key}={one.Value}")), first?.From);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join('/', new[] { SubscriptionId, RateCardKey, Group, From?.ToString("O", CultureInfo.InvariantCulture) ?? string.Empty }.Where(part => part.Length > 0));
}
