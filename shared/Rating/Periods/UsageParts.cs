using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>The parts of a billing period in which a contract prices usage alike: they end where its plan changes, and where a trial begins or ends.</summary>
public static class UsageParts
{
    /// <summary>Of each contract of the account that prices usage in several parts of the period: where they meet.</summary>
    public static ImmutableDictionary<string, ImmutableArray<DateTimeOffset>> Of(CatalogSnapshot catalog, Account account, BillingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(account);
        return catalog.SubscriptionsByAccount.GetValueOrDefault(account.Id, [])
            .Select(subscription => (subscription.Id, Cuts: CutsOf(ContractTimeline.Of(catalog, subscription), period)))
            .Where(one => !one.Cuts.IsEmpty)
            .ToImmutableDictionary(one => one.Id, one => one.Cuts, StringComparer.Ordinal);
    }

    /// <summary>Where the parts of a contract meet: instants within the period, in order.</summary>
    public static ImmutableArray<DateTimeOffset> CutsOf(ContractTimeline timeline, BillingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentNullException.ThrowIfNull(period);
        var cuts = ImmutableArray.CreateBuilder<DateTimeOffset>();
        ContractSegment? before = null;
        foreach (var segment in timeline.Within(period.Start, period.End).Where(one => one.State != ContractState.Ended))
        {
            if (before is not null && TermsOf(before) != TermsOf(segment))
            {
                cuts.Add(segment.From);
            }

            before = segment;
        }

        return cuts.ToImmutable();
    }

    private static (string PlanKey, int PlanVersion, bool IsTrial) TermsOf(ContractSegment segment) =>
        (segment.PlanKey, segment.PlanVersion, segment.State == ContractState.Trial);
}
