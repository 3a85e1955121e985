using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;

namespace RevenueFunctions.Rating;

/// <summary>
/// Late usage in a closed period: the closed period is rated again with it, at that period's prices; what was billed for the charges concerned is taken back,
/// and the new amount is charged. Both are lines of the open period's invoice: the closed one keeps what it said.
/// </summary>
internal sealed class LateUsageRebill(UsagePeriods periods, PeriodInputs inputs, BilledLines billed)
{
    /// <summary>
    /// The lines for the late usage of one closed period that landed in <paramref name="landing"/>; null when the closed period is not billed yet, so that
    /// there is nothing to rate again. What is wrong with rating it goes to <paramref name="issues"/>.
    /// </summary>
    public async Task<ImmutableArray<RatedLine>?> LinesAsync(
        CatalogSnapshot catalog, Account account, BillingPeriod landing, PeriodInput late, string lateFrom, ImmutableArray<RatingIssue>.Builder issues, CancellationToken cancellationToken)
    {
        var closed = BillingCalendar.PeriodOf(account, lateFrom)
            ?? throw new InvalidDataException($"Account '{account.Id}' has no period {lateFrom}, which late usage names.");
        switch (await RateAgainAsync(catalog, account, closed, landing, late, cancellationToken))
        {
            case null:
                return null;
            case RatingOutcome.Rated rated:
                var lines = new RebilledLines(catalog, await billed.ForPeriodAsync(account, closed, landing, cancellationToken), late.Usage, lateFrom);
                return [.. rated.Lines.Where(LateUsageLines.IsUsage).SelectMany(lines.Of)];
            case RatingOutcome.Unrated unrated:
                issues.AddRange(unrated.Issues);
                return [];
            case var other:
                throw new InvalidOperationException($"Unknown rating outcome {other.GetType().Name}.");
        }
    }

    /// <summary>
    /// A closed period rated again, with all that came late for it up to <paramref name="landing"/> and what is handed in; null when it is not billed yet.
    /// </summary>
    public async Task<RatingOutcome?> RateAgainAsync(
        CatalogSnapshot catalog, Account account, BillingPeriod closed, BillingPeriod landing, PeriodInput late, CancellationToken cancellationToken)
    {
        var lateFrom = closed.Key;
        var own = await inputs.ReadAsync(catalog, account, closed, cancellationToken);
        if (own.Usage.State != FenceState.Invoiced)
        {
            return null;
        }

        var (everything, landed) = (LateUsageInput.Own(own.Input), new List<BillingPeriod> { landing });
        for (var at = BillingCalendar.Next(account, closed); at.Start < landing.Start; at = BillingCalendar.Next(account, at))
        {
            var between = await inputs.ReadAsync(catalog, account, at, cancellationToken);
            if (between.Usage.State == FenceState.Invoiced)
            {
                everything = LateUsageInput.With(everything, LateUsageInput.InTime(LateUsageInput.Late(between.Input, one => one.LateFrom == lateFrom)));
                landed.Add(at);
            }
        }

        everything = await ReuniteAsync(catalog, account, closed, landed, LateUsageInput.With(everything, LateUsageInput.InTime(late)), late, cancellationToken);
        return RatingEngine.Rate(catalog, account, closed, everything);
    }

    // Sums and counts were added up; everything else, and everything of a contract that changed within the closed period, is aggregated anew over all records.
    private async Task<PeriodInput> ReuniteAsync(
        CatalogSnapshot catalog, Account account, BillingPeriod closed, List<BillingPeriod> landed, PeriodInput everything, PeriodInput late, CancellationToken cancellationToken)
    {
        var cuts = UsageParts.Of(catalog, account, closed);
        var anew = late.Usage
            .Where(one => cuts.ContainsKey(one.SubscriptionId) || catalog.Meters.GetValueOrDefault(one.Meter)?.Aggregation is not (null or MeterAggregation.Sum or MeterAggregation.Count))
            .Select(one => (one.SubscriptionId, one.Meter)).ToHashSet();
        if (anew.Count == 0)
        {
            return everything;
        }

        var reunited = await periods.ReuniteAsync(
            account, closed, landed, measure => anew.Contains((measure.SubscriptionId, measure.Meter)), cuts, cancellationToken);
        var kept = everything with { Usage = [.. everything.Usage.Where(one => !anew.Contains((one.SubscriptionId, one.Meter)))] };
        return LateUsageInput.EventsByPart(kept with { Usage = [.. kept.Usage, .. reunited] });
    }
}
