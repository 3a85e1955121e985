using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Ingest;

/// <summary>What ingest knows of an account: its contracts with the meters they price, and the billing periods seen lately.</summary>
internal sealed class AccountRoute
{
    private const int PeriodsKept = 256;
    private readonly Contract[] contracts;
    private readonly ConcurrentDictionary<(int Contract, MeterPlan Meter), SeriesSource> sources = new();
    private readonly Lock gate = new();
    private volatile PeriodRoute[] periods = [];

    public AccountRoute(Account account, CatalogSnapshot catalog)
    {
        Account = account;
        contracts = [.. catalog.SubscriptionsByAccount.GetValueOrDefault(account.Id, []).Select(subscription => new Contract(
            subscription, [.. SpansOf(catalog, subscription)]))];
    }

    public Account Account { get; }

    /// <summary>Whether any contract covers the instant.</summary>
    public bool IsSubscribed(long timeMs)
    {
        foreach (var contract in contracts)
        {
            if (contract.At(timeMs) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The series of the contract that covers the instant and prices the meter. Of several, the one that began first: one event is
    /// never billed under two contracts.
    /// </summary>
    public SeriesSource? SourceOf(MeterPlan meter, long timeMs)
    {
        for (var at = 0; at < contracts.Length; at++)
        {
            var contract = contracts[at];
            if (contract.At(timeMs)?.Meters.Contains(meter.Meter.Key) == true)
            {
                return sources.TryGetValue((at, meter), out var source)
                    ? source
                    : sources.GetOrAdd((at, meter), new SeriesSource(contract.Subscription.Id, meter));
            }
        }

        return null;
    }

    /// <summary>
    /// What becomes of an event that comes too late: <see cref="LateUsagePolicy.BillNext"/> (how, is decided when it is billed),
    /// <see cref="LateUsagePolicy.WriteOff"/> or <see cref="LateUsagePolicy.Hold"/>. One that several contracts would treat differently is held.
    /// </summary>
    public LateUsagePolicy LateUsageOf(UsageItem item)
    {
        LateUsagePolicy? found = null;
        for (var at = 0; at < item.MeasureCount; at++)
        {
            var subscriptionId = item.Measures[at].Series.SubscriptionId;
            var policy = LateUsageOf(Array.Find(contracts, contract => contract.Subscription.Id == subscriptionId)?.Subscription);
            if (found is not null && found != policy)
            {
                return LateUsagePolicy.Hold;
            }

            found = policy;
        }

        return found ?? LateUsageOf((Subscription?)null);
    }

    private LateUsagePolicy LateUsageOf(Subscription? contract) => (contract?.LateUsage ?? Account.LateUsage) switch
    {
        LateUsagePolicy.CreditAndRebill => LateUsagePolicy.BillNext,
        var policy => policy,
    };

    public PeriodRoute PeriodAt(long timeMs)
    {
        foreach (var known in periods)
        {
            if (timeMs >= known.StartMs && timeMs < known.EndMs)
            {
                return known;
            }
        }

        return Remember(BillingCalendar.PeriodAt(Account, DateTimeOffset.FromUnixTimeMilliseconds(timeMs)));
    }

    public PeriodRoute Route(BillingPeriod period) => PeriodAt(period.Start.ToUnixTimeMilliseconds());

    private PeriodRoute Remember(BillingPeriod period)
    {
        lock (gate)
        {
            foreach (var known in periods)
            {
                if (known.Key == period.Key)
                {
                    return known;
                }
            }

            var added = new PeriodRoute(Account, period);
            periods = periods.Length >= PeriodsKept ? [added] : [added, .. periods];
            return added;
        }
    }

    // What the contract's amendments change counts for usage that arrives from now on: an end takes no more of it, a new plan may price
    // other meters. Usage that was attributed before stays where it is, and is billed there.
    private static IEnumerable<Span> SpansOf(CatalogSnapshot catalog, Subscription subscription) =>
        ContractTimeline.Of(catalog, subscription).Segments.Where(segment => segment.State != ContractState.Ended).Select(segment => new Span(
            segment.From.ToUnixTimeMilliseconds(), segment.To?.ToUnixTimeMilliseconds() ?? long.MaxValue, Priced(catalog, segment)));

    private static FrozenSet<string> Priced(CatalogSnapshot catalog, ContractSegment segment) =>
        catalog.Plans.TryGetValue((segment.PlanKey, segment.PlanVersion), out var plan)
            ? plan.RateCards.Select(card => card.Meter).OfType<string>().ToFrozenSet(StringComparer.Ordinal)
            : [];

    private sealed record Contract(Subscription Subscription, Span[] Spans)
    {
        public Span? At(long timeMs)
        {
            foreach (var span in Spans)
            {
                if (timeMs >= span.FromMs && timeMs < span.ToMs)
                {
                    return span;
                }
            }

            return null;
        }
    }

    private sealed record Span(long FromMs, long ToMs, FrozenSet<string> Meters);
}
