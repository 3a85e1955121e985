using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>
/// Prices an account's usage and fees of one billing period. Pure: the same catalog, period and usage give the same lines in the same
/// order on every machine, so a repeated saga step and a re-rating years later agree to the last digit.
/// </summary>
public static class RatingEngine
{
    /// <summary>Prices the period, or names everything that has no price.</summary>
    /// <param name="catalog">The catalog to rate by.</param>
    /// <param name="account">Whose period.</param>
    /// <param name="period">One of the account's periods.</param>
    /// <param name="usage">The frozen usage: one entry for each contract, meter and group, merged over shards.</param>
    public static RatingOutcome Rate(CatalogSnapshot catalog, Account account, BillingPeriod period, IReadOnlyList<MeteredUsage> usage) =>
        Rate(catalog, account, period, new PeriodInput([.. usage], []));

    /// <summary>The same where rate cards must see single events (<see cref="Pricing.NeedsEvents"/>).</summary>
    public static RatingOutcome Rate(CatalogSnapshot catalog, Account account, BillingPeriod period, PeriodInput input)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(period);
        ArgumentNullException.ThrowIfNull(input);

        var lines = ImmutableArray.CreateBuilder<RatedLine>();
        var issues = ImmutableArray.CreateBuilder<RatingIssue>();
        var subscriptions = catalog.SubscriptionsByAccount.GetValueOrDefault(account.Id, []);
        var events = input.Events.ToLookup(one => one.SubscriptionId, StringComparer.Ordinal);
        var bySubscription = input.Usage.ToLookup(one => one.SubscriptionId, StringComparer.Ordinal);
        issues.AddRange(bySubscription
            .Where(of => !subscriptions.Any(subscription => subscription.Id == of.Key))
            .Select(of => new RatingIssue(RatingIssueCode.UnknownSubscription, of.Key,
                $"Usage belongs to subscription '{of.Key}', which account '{account.Id}' does not have.", "Add the subscription to the catalog and retry.")));

        foreach (var subscription in subscriptions)
        {
            var timeline = ContractTimeline.Of(catalog, subscription);
            var segment = timeline.At(period.End.AddTicks(-1));
            if (catalog.Plans.TryGetValue((segment.PlanKey, segment.PlanVersion), out var plan))
            {
                var byMeter = events[subscription.Id].ToLookup(one => one.Meter, StringComparer.Ordinal);
                ImmutableArray<MeteredUsage> usage = [.. bySubscription[subscription.Id]];
                var cuts = usage.Any(one => one.From is not null) ? UsageParts.CutsOf(timeline, period) : [];
                for (var part = 0; part < cuts.Length; part++)
                {
                    RatePart(catalog, account, period, timeline, cuts, part, usage, byMeter, lines, issues);
                }

                var covered = Coverage.Of(account, period, timeline);
                var contract = new RatedContract(catalog, account, period, timeline, plan, cuts.IsEmpty ? null : covered with { From = cuts[^1] });
                contract.Rate([.. usage.Where(one => one.From is null || cuts.IsEmpty || one.From >= cuts[^1])], byMeter, lines, issues);
            }
            else
            {
                issues.Add(UnknownPlan(subscription.Id, segment));
            }
        }

        return issues.Count > 0 ? new RatingOutcome.Unrated(issues.ToImmutable()) : new RatingOutcome.Rated(lines.ToImmutable());
    }

    // A part of the period that another part follows, by the plan that was in force then.
    private static void RatePart(
        CatalogSnapshot catalog,
        Account account,
        BillingPeriod period,
        ContractTimeline timeline,
        ImmutableArray<DateTimeOffset> cuts,
        int part,
        ImmutableArray<MeteredUsage> usage,
        ILookup<string, MeteredEvents> events,
        ImmutableArray<RatedLine>.Builder lines,
        ImmutableArray<RatingIssue>.Builder issues)
    {
        var covered = Coverage.Of(account, period, timeline);
        covered = covered with { From = part == 0 ? covered.From : cuts[part - 1], To = cuts[part] };
        ImmutableArray<MeteredUsage> own = [.. usage.Where(one => one.From < cuts[part] && (part == 0 || one.From >= cuts[part - 1]))];
        var segment = timeline.At(covered.From);
        if (own.IsEmpty)
        {
            return;
        }

        if (catalog.Plans.TryGetValue((segment.PlanKey, segment.PlanVersion), out var plan))
        {
            new RatedContract(catalog, account, period, timeline, plan, covered).RateUsage(own, events, lines, issues);
        }
        else
        {
            issues.Add(UnknownPlan(timeline.Subscription.Id, segment));
        }
    }

    private static RatingIssue UnknownPlan(string subscriptionId, ContractSegment segment) => new(RatingIssueCode.UnknownPlan, subscriptionId,
        string.Create(CultureInfo.InvariantCulture, $"Plan '{segment.PlanKey}' has no version {segment.PlanVersion}."),
        "Add the plan version to the catalog and retry.");
}
