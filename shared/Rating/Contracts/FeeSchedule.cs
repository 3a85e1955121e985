using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>The fees that a contract owes by its timeline. Pure; a fee depends on nothing but the catalog.</summary>
internal sealed class FeeSchedule
{
    private readonly CatalogSnapshot catalog;
    private readonly Account account;
    private readonly ContractTimeline timeline;
    private readonly FeeCalendar calendar;

    public FeeSchedule(CatalogSnapshot catalog, Account account, ContractTimeline timeline)
    {
        (this.catalog, this.account, this.timeline) = (catalog, account, timeline);
        calendar = new FeeCalendar(account, timeline.FeesFrom);
    }

    /// <summary>The fees that the period's invoice charges, if every invoice knew the contract as it is known now.</summary>
    public IEnumerable<FeeEntry> ChargedIn(BillingPeriod period) =>
        Between(period.Start, BillingCalendar.Next(account, period).End).Where(entry => entry.ChargedIn.Key == period.Key);

    /// <summary>The fees for service in the stretch of time, by rate card and then by time.</summary>
    public IEnumerable<FeeEntry> Between(DateTimeOffset from, DateTimeOffset to) =>
        Cards().SelectMany(card => EntriesOf(Runs(card).ToList(), from, to));

    /// <summary>The fees for service that ends at the instant or later: those that a change at that instant may cut or replace.</summary>
    public IEnumerable<FeeEntry> TouchedBy(DateTimeOffset change, DateTimeOffset to) => Between(change.AddTicks(-1), to);

    /// <summary>
    /// The first period whose invoice may have charged a fee that a change at the instant touches. A fee in advance was charged one period
    /// before, one for a year up to a year before.
    /// </summary>
    public BillingPeriod FirstCharging(DateTimeOffset change)
    {
        var before = change.AddTicks(-1);
        var own = BillingCalendar.PeriodAt(account, before);
        var charging = Terms().Where(terms => terms.Timing == ChargeTiming.InAdvance)
            .SelectMany(terms => calendar.Between(terms, before, change).Select(interval => ChargedInAdvance(interval.Start)).Append(BillingCalendar.Previous(account, own)))
            .Append(own)
            .MinBy(period => period.Start)!;
        var begun = BillingCalendar.PeriodAt(account, timeline.Subscription.From);
        return charging.Start < begun.Start ? begun : charging;
    }

    /// <summary>Whether an invoice before the period's may have charged a fee that a change at the instant touches.</summary>
    public bool MayBeBilled(DateTimeOffset change, BillingPeriod before) =>
        change <= before.Start || Terms().Any(terms => terms.Timing == ChargeTiming.InAdvance);

    // Of every plan along the timeline, whether the contract is active under it or not: it was before it was amended.
    private IEnumerable<FeeTerms> Terms() => Plans().SelectMany(plan => plan.RateCards.Where(card => card.Meter is null).Select(FeeTerms.Of)).Distinct();

    private IEnumerable<PricePlan> Plans() => timeline.Segments.Select(segment => catalog.Plans.GetValueOrDefault((segment.PlanKey, segment.PlanVersion))).OfType<PricePlan>();

    // In the order of the plans along the timeline, and of the cards in each.
    private IEnumerable<string> Cards() => Plans()
        .SelectMany(plan => plan.RateCards.Where(card => card.Meter is null).Select(card => card.Key))
        .Distinct(StringComparer.Ordinal);

    // A change of another card's quantity cuts the timeline, but not this card's fee.
    private IEnumerable<FeeRun> Runs(string cardKey)
    {
        FeeRun? open = null;
        foreach (var segment in timeline.Segments.Where(segment => segment.State == ContractState.Active))
        {
            if (catalog.Plans.GetValueOrDefault((segment.PlanKey, segment.PlanVersion)) is not { } plan
                || plan.RateCards.FirstOrDefault(card => card.Key == cardKey && card.Meter is null) is not { } card)
            {
                continue;
            }

            var quantity = segment.QuantityOf(cardKey);
            if (open is not null && open.To == segment.From && ReferenceEquals(open.Plan, plan) && open.Quantity == quantity)
            {
                open = open with { To = segment.To };
                continue;
            }

            if (open is not null)
            {
                yield return open;
            }

            open = new FeeRun(plan, card, segment.From, segment.To, quantity);
        }

        if (open is not null)
        {
            yield return open;
        }
    }

    private IEnumerable<FeeEntry> EntriesOf(List<FeeRun> runs, DateTimeOffset from, DateTimeOffset to)
    {
        var entered = from;
        for (var at = 0; at < runs.Count; at++)
        {
            var run = runs[at];
            entered = at > 0 && runs[at - 1].To == run.From ? entered : run.From;
            var terms = FeeTerms.Of(run.Card);
            if (terms.Interval == FeeInterval.Once)
            {
                // Only the first time that the contract has the card; a second one after a pause or a change of plan is not another start.
                if (at == 0 && Once(run) is { } once && once.From < to && once.To > from)
                {
                    yield return once;
                }

                continue;
            }

            var (first, last) = (Later(run.From, from), run.To < to ? run.To.Value : to);
            foreach (var interval in first < last ? calendar.Between(terms, first, last) : [])
            {
                var (start, end) = (Later(interval.Start, run.From), run.To < interval.End ? run.To.Value : interval.End);
                var isContinued = end < interval.End && at + 1 < runs.Count && runs[at + 1].From == end;
                yield return new FeeEntry(run.Plan, run.Card, interval, start, end, run.Quantity, ChargedFor(terms, interval, entered, end), isContinued);
            }
        }
    }

    private FeeEntry Once(FeeRun run)
    {
        // The service of a one-off fee is the day on which it falls due: revenue needs a day to be earned on.
        var day = BillingCalendar.DayOf(account, run.From);
        var period = BillingCalendar.PeriodAt(account, run.From);
        return new FeeEntry(run.Plan, run.Card, new BillingPeriod(period.Key, run.From, day.End), run.From, day.End, run.Quantity, period, false);
    }

    private BillingPeriod ChargedFor(FeeTerms terms, BillingPeriod interval, DateTimeOffset entered, DateTimeOffset end) =>
        terms.Timing == ChargeTiming.InAdvance ? ChargedInAdvance(Later(interval.Start, entered)) : BillingCalendar.PeriodAt(account, end.AddTicks(-1));

    // The invoice before the one of the period in which the service begins. The contract's first period has none before it.
    private BillingPeriod ChargedInAdvance(DateTimeOffset begin)
    {
        var begun = BillingCalendar.PeriodAt(account, Later(begin, timeline.Subscription.From));
        return timeline.Subscription.From < begun.Start ? BillingCalendar.Previous(account, begun) : begun;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    /// <summary>A stretch in which a card's fee does not change.</summary>
    private sealed record FeeRun(PricePlan Plan, RateCard Card, DateTimeOffset From, DateTimeOffset? To, decimal Quantity);
}
