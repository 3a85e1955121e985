using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;

namespace RevenueFunctions.Rating;

/// <summary>
/// Late usage in a closed period: the closed period is rated again with it, at that period's prices; what was billed for the charges concerned is taken back,
/// and the new amount is charged. Both are lines of the open period's invoice: the closed one keeps what it said.
/// </summary>
internal sealed class LateUsageRebill(UsagePeriods periods, PeriodInputs inputs, BilledLines billed)
{
    private const string Rule = "Late usage in a closed period";

    /// <summary>
    /// The lines for the late usage of one closed period that landed in <paramref name="landing"/>; null when the closed period is not billed yet, so that
    /// there is nothing to rate again. What is wrong with rating it goes to <paramref name="issues"/>.
    /// </summary>
    public async Task<ImmutableArray<RatedLine>?> LinesAsync(
        CatalogSnapshot catalog, Account account, BillingPeriod landing, PeriodInput late, string lateFrom, ImmutableArray<RatingIssue>.Builder issues, CancellationToken cancellationToken)
    {
        var closed = BillingCalendar.PeriodOf(account, lateFrom)
            ?? throw new InvalidDataException($"Account '{account.Id}' has no period {lateFrom}, which late usage names.");
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
                everything = LateUsageInput.With(everything, LateUsageInput.Late(between.Input, one => one.LateFrom == lateFrom));
                landed.Add(at);
            }
        }

        everything = await ReuniteAsync(catalog, account, closed, landed, LateUsageInput.With(everything, late), late, cancellationToken);
        switch (RatingEngine.Rate(catalog, account, closed, everything))
        {
            case RatingOutcome.Rated rated:
                var standing = await billed.ForPeriodAsync(account, closed, landing, cancellationToken);
                return [.. rated.Lines.Where(LateUsageLines.IsUsage).SelectMany(line => Booked(catalog, line, standing, late.Usage, lateFrom))];
            case RatingOutcome.Unrated unrated:
                issues.AddRange(unrated.Issues);
                return [];
            case var other:
                throw new InvalidOperationException($"Unknown rating outcome {other.GetType().Name}.");
        }
    }

    // Sums and counts were added up; everything else is aggregated anew over all records.
    private async Task<PeriodInput> ReuniteAsync(
        CatalogSnapshot catalog, Account account, BillingPeriod closed, List<BillingPeriod> landed, PeriodInput everything, PeriodInput late, CancellationToken cancellationToken)
    {
        var anew = late.Usage.Where(one => catalog.Meters.GetValueOrDefault(one.Meter)?.Aggregation is not (null or MeterAggregation.Sum or MeterAggregation.Count))
            .Select(one => (one.SubscriptionId, one.Meter)).ToHashSet();
        if (anew.Count == 0)
        {
            return everything;
        }

        var reunited = await periods.ReuniteAsync(
            account, closed, landed, measure => anew.Contains((measure.SubscriptionId, measure.Meter)), ImmutableDictionary<string, ImmutableArray<DateTimeOffset>>.Empty, cancellationToken);
        return everything with { Usage = [.. everything.Usage.Where(one => !anew.Contains((one.SubscriptionId, one.Meter))), .. reunited] };
    }

    private static IEnumerable<RatedLine> Booked(CatalogSnapshot catalog, RatedLine line, ImmutableArray<BilledLine> standing, ImmutableArray<MeteredUsage> late, string lateFrom)
    {
        var covered = LateUsageLines.CoveredBy(line, late);
        if (covered.IsEmpty)
        {
            yield break;
        }

        var key = LateUsageLines.KeyOf(catalog, line);
        ImmutableArray<BilledLine> back = [.. standing.Where(one => IsOf(catalog, one, key))];
        if (!back.IsEmpty)
        {
            var amount = back.Sum(one => one.Amount);
            yield return line with
            {
                Quantity = -back.Sum(one => one.Line.Quantity),
                Amount = -amount,
                Derivation = line.Derivation with
                {
                    Steps = [.. back.Select(one => LateUsageLines.Flat(
                        string.Create(CultureInfo.InvariantCulture, $"line {one.Line.Number} of invoice {one.Number ?? one.InvoiceId}"), -one.Amount))],
                    UnroundedAmount = -amount,

                    // It covers no record; the groups are named so that the next correction finds what this one took back.
                    Usage = [.. covered.Select(one => one with { Quantity = 0m, EventCount = 0, SetHash = Hash128.Text(UInt128.Zero) })],
                },
                Kind = LineKind.Correction,
                CorrectedPeriod = lateFrom,
                Note = $"{Rule}: what was billed for {lateFrom} is taken back.",
            };
        }

        yield return line with
        {
            Derivation = line.Derivation with { Usage = covered },
            Kind = LineKind.LateUsage,
            CorrectedPeriod = lateFrom,
            Note = $"{Rule}: {lateFrom} is rated again with the usage that arrived after it was closed.",
        };
    }

    // A line for no usage at all, such as a first band's flat fee, has no group: it belongs to whatever is charged under its card.
    private static bool IsOf(CatalogSnapshot catalog, BilledLine billed, LineKey key)
    {
        var own = LineKey.Of(catalog, billed.Line.SubscriptionId, billed.Line.RateCardKey, billed.Line.Derivation);
        return own.SubscriptionId == key.SubscriptionId && own.RateCardKey == key.RateCardKey
            && (billed.Line.Derivation.Usage.IsEmpty || own == key || (own.Group.Length == 0 && own.From is null));
    }
}
