using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;

namespace RevenueFunctions.Rating;

/// <summary>
/// Usage of closed periods whose contract was moved to another plan or version since, with effect in the past: the closed period is rated again by the
/// contract as known now, what was billed is taken back, and what is due is charged, on the open period's invoice. Compares with what standing invoices
/// say, so the same amendment twice, or two of them in any order, come to the same.
/// </summary>
public sealed class AmendedUsage(UsagePeriods periods, PeriodInputs inputs, BilledLines billed)
{
    private static readonly PeriodInput NothingLate = new([], []);

    private readonly LateUsageRebill again = new(periods, inputs, billed);

    /// <summary>The corrections that the period's invoice makes, or what of a closed period the amended contract does not price.</summary>
    /// <param name="catalog">The catalog as it is now.</param>
    /// <param name="account">Whose period.</param>
    /// <param name="period">The period that is being invoiced.</param>
    /// <param name="changes">From <see cref="ContractChange.Of"/>.</param>
    /// <param name="cancellationToken">Gives up; nothing is stored.</param>
    public async Task<RatingOutcome> LinesAsync(
        CatalogSnapshot catalog, Account account, BillingPeriod period, IReadOnlyList<ContractChange> changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(period);
        var lines = ImmutableArray.CreateBuilder<RatedLine>();
        foreach (var change in changes.Where(change => IsOnAnotherPlan(catalog, change.Timeline.Subscription)))
        {
            for (var closed = BillingCalendar.PeriodAt(account, change.From); closed.Start < period.Start; closed = BillingCalendar.Next(account, closed))
            {
                if (await CorrectAsync(catalog, account, closed, period, change.Timeline, lines, cancellationToken) is { } unrated)
                {
                    return unrated;
                }
            }
        }

        return new RatingOutcome.Rated(lines.ToImmutable());
    }

    private async Task<RatingOutcome.Unrated?> CorrectAsync(
        CatalogSnapshot catalog, Account account, BillingPeriod closed, BillingPeriod landing, ContractTimeline timeline, ImmutableArray<RatedLine>.Builder lines,
        CancellationToken cancellationToken)
    {
        var contract = timeline.Subscription.Id;
        var standing = (await billed.ForPeriodAsync(account, closed, landing, cancellationToken)).Where(one => one.Line.SubscriptionId == contract && IsUsage(catalog, one)).ToImmutableArray();
        var plans = timeline.Segments.Where(segment => segment.Meets(closed.Start, closed.End)).Select(segment => (segment.PlanKey, segment.PlanVersion)).ToHashSet();
        var isForgiven = !standing.IsEmpty && standing.All(one => one.Credited != 0m && one.Left == 0m);
        if (isForgiven || plans.SetEquals(Net(standing).Where(plan => plan.Amount != 0m).Select(plan => plan.Plan)))
        {
            return null;
        }

        switch (await again.RateAgainAsync(catalog, account, closed, landing, NothingLate, cancellationToken))
        {
            case RatingOutcome.Rated rated:
                lines.AddRange(Difference(catalog, closed, standing, [.. rated.Lines.Where(line => line.SubscriptionId == contract && LateUsageLines.IsUsage(line))]));
                return null;
            case RatingOutcome.Unrated unrated:
                return unrated;
            default:
                // Not billed yet: its own invoice knows the contract as it is now, or corrections wait for it.
                return null;
        }
    }

    // Plan by plan: one on which the closed period is billed as it is due is left alone, and what a credit note forgave of it stays forgiven.
    private static IEnumerable<RatedLine> Difference(CatalogSnapshot catalog, BillingPeriod closed, ImmutableArray<BilledLine> standing, ImmutableArray<RatedLine> due)
    {
        var owed = due.ToLookup(line => (line.Derivation.PlanKey, line.Derivation.PlanVersion), line => line.Amount);
        var settled = Net(standing).Where(plan => owed[plan.Plan].Sum() is var amount && (amount == plan.Amount || amount == plan.Left)).Select(plan => plan.Plan).ToHashSet();
        foreach (var plan in standing.Where(one => !settled.Contains(PlanOf(one))).GroupBy(PlanOf))
        {
            foreach (var lines in plan.GroupBy(one => LineKey.Of(catalog, one.Line.SubscriptionId, one.Line.RateCardKey, one.Line.Derivation)).Where(lines => lines.Sum(one => one.Left) != 0m))
            {
                yield return TakenBack(catalog, closed, [.. lines]);
            }
        }

        foreach (var line in due.Where(line => line.Amount != 0m && !settled.Contains((line.Derivation.PlanKey, line.Derivation.PlanVersion))))
        {
            yield return line with
            {
                Derivation = line.Derivation with { Usage = Marks(line.Derivation.Usage) },
                Kind = LineKind.Correction,
                CorrectedPeriod = closed.Key,
                Note = $"The usage of {closed.Key} by the contract as amended.",
            };
        }
    }

    private static RatedLine TakenBack(CatalogSnapshot catalog, BillingPeriod closed, ImmutableArray<BilledLine> back)
    {
        var first = back[0].Line;
        var amount = back.Sum(one => one.Left);
        return new RatedLine(
            first.SubscriptionId, CardOf(catalog, back[0])!, first.ServiceFrom, first.ServiceTo, -back.Sum(one => one.Line.Quantity), first.Unit, -amount,
            first.Derivation with
            {
                Steps = [.. back.Select(one => one.Reversal)],
                UnroundedAmount = -amount,
                Usage = Marks(first.Derivation.Usage),
            },
            LineKind.Correction, closed.Key, $"What was billed for {closed.Key} before the contract was amended is taken back.");
    }

    // They name the charge without covering a record: the closed period's own invoice covers them, and each record is covered once.
    private static ImmutableArray<MeteredUsage> Marks(ImmutableArray<MeteredUsage> usage) =>
        [.. usage.Take(1).Select(one => one.Mark())];

    // What was billed of a plan, and what credit notes left of that.
    private static IEnumerable<((string Key, int Version) Plan, decimal Amount, decimal Left)> Net(ImmutableArray<BilledLine> standing) =>
        standing.GroupBy(PlanOf).Select(lines => (lines.Key, lines.Sum(one => one.Amount), lines.Sum(one => one.Left)));

    private static (string Key, int Version) PlanOf(BilledLine billed) => (billed.Line.Derivation.PlanKey, billed.Line.Derivation.PlanVersion);

    private static bool IsUsage(CatalogSnapshot catalog, BilledLine billed) => CardOf(catalog, billed)?.Meter is not null;

    private static RateCard? CardOf(CatalogSnapshot catalog, BilledLine billed) =>
        catalog.Plans.GetValueOrDefault(PlanOf(billed))?.RateCards.FirstOrDefault(card => card.Key == billed.Line.RateCardKey);

    private static bool IsOnAnotherPlan(CatalogSnapshot catalog, Subscription subscription) =>
        catalog.AmendmentsBySubscription.GetValueOrDefault(subscription.Id, []).Any(amendment => amendment.Kind == AmendmentKind.Plan);
}
