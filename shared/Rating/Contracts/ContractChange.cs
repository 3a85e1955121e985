using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>A contract whose terms changed lately: what invoices charged from an instant on has to be looked at again.</summary>
/// <param name="Timeline">The contract as known now.</param>
/// <param name="From">The earliest instant that a change takes effect.</param>
/// <param name="FirstCharging">The first period whose invoice may have charged service from then on.</param>
public sealed record ContractChange(ContractTimeline Timeline, DateTimeOffset From, BillingPeriod FirstCharging)
{
    /// <summary>
    /// How long a change is looked at again after it was recorded. An invoice that was rated before and waits for a person meanwhile is
    /// issued within this time; so each change meets every invoice that did not know of it, and old changes cost nothing.
    /// </summary>
    public static readonly TimeSpan LookedAtFor = TimeSpan.FromDays(400);

    /// <summary>The account's contracts whose changes an invoice of the period may have to correct; empty as a rule.</summary>
    public static IEnumerable<ContractChange> Of(CatalogSnapshot catalog, Account account, BillingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(period);
        foreach (var subscription in catalog.SubscriptionsByAccount.GetValueOrDefault(account.Id, []))
        {
            var since = period.Start - LookedAtFor;
            var changes = catalog.AmendmentsBySubscription.GetValueOrDefault(subscription.Id, [])
                .Where(amendment => amendment.RecordedAt >= since)
                .Select(amendment => amendment.EffectiveAt < amendment.TrialUntil && subscription.TrialUntil < amendment.EffectiveAt ? subscription.TrialUntil.Value : amendment.EffectiveAt);
            var instants = (subscription.To >= since ? changes.Append(subscription.To.Value) : changes).ToList();
            if (instants.Count == 0)
            {
                continue;
            }

            // A change whose fees no invoice up to this one can have charged, as one that lies ahead, is left to theirs.
            var timeline = ContractTimeline.Of(catalog, subscription);
            var schedule = new FeeSchedule(catalog, account, timeline);
            var first = schedule.FirstCharging(instants.Min());
            if (first.Start <= period.Start && schedule.MayBeBilled(instants.Min(), period))
            {
                yield return new ContractChange(timeline, instants.Min(), first);
            }
        }
    }
}
