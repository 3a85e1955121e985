using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Functions.Catalog;

/// <summary>What a contract says when.</summary>
/// <param name="SubscriptionId">The contract.</param>
/// <param name="End">The first instant that it does not cover; absent: until ended.</param>
/// <param name="Segments">Stretches in which it does not change, without gaps.</param>
/// <param name="Amendments">What was agreed since it was signed, in the order in which it takes effect.</param>
public sealed record ContractTimelineView(string SubscriptionId, DateTimeOffset? End, ImmutableArray<ContractSegment> Segments, ImmutableArray<Amendment> Amendments)
{
    /// <summary>The view of a subscription.</summary>
    internal static ContractTimelineView Of(CatalogSnapshot catalog, Subscription subscription)
    {
        var timeline = ContractTimeline.Of(catalog, subscription);
        var amendments = catalog.AmendmentsBySubscription.GetValueOrDefault(subscription.Id, []);
        return new ContractTimelineView(subscription.Id, timeline.End, timeline.Segments, [.. amendments.OrderBy(one => one.EffectiveAt)]);
    }
}
