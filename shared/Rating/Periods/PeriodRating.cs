using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;

namespace RevenueFunctions.Rating;

/// <summary>
/// Rates a billing period of an account: its own usage and fees, and the usage that came late for earlier periods, each by its contract's policy.
/// Stores nothing and asks no clock: what is stored decides, so that a repeated saga step and a preview come to the same.
/// </summary>
public sealed class PeriodRating(UsagePeriods periods, PeriodInputs inputs, BilledLines billed)
{
    private readonly LateUsageRebill rebill = new(periods, inputs, billed);

    /// <summary>Rates the period as it was frozen, or as it stands while it is open.</summary>
    public async Task<RatedPeriod> RateAsync(CatalogSnapshot catalog, Account account, BillingPeriod period, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(period);
        var (usage, input) = await inputs.ReadAsync(catalog, account, period, cancellationToken);
        var notes = await NotesAsync(catalog, account, period, cancellationToken);
        var own = LateUsageInput.Own(input);
        return RatingEngine.Rate(catalog, account, period, own) is RatingOutcome.Rated rated
            ? new RatedPeriod(usage, await LateAsync(catalog, account, period, input, own, rated, cancellationToken), notes)
            : new RatedPeriod(usage, RatingEngine.Rate(catalog, account, period, LateUsageInput.With(own, LateUsageInput.Late(input, static _ => true))), notes);
    }

    private async Task<RatingOutcome> LateAsync(
        CatalogSnapshot catalog, Account account, BillingPeriod period, PeriodInput input, PeriodInput own, RatingOutcome.Rated ownLines, CancellationToken cancellationToken)
    {
        var lines = ownLines.Lines.ToBuilder();
        var issues = ImmutableArray.CreateBuilder<RatingIssue>();
        var (everything, rated) = (own, ownLines.Lines);
        foreach (var lateFrom in input.Usage.Select(one => one.LateFrom).OfType<string>().Distinct().Order(StringComparer.Ordinal))
        {
            var rebilled = LateUsageInput.Late(input, one => one.LateFrom == lateFrom && IsRebilled(catalog, account, one));
            var rebilledLines = rebilled.Usage.IsEmpty ? [] : await rebill.LinesAsync(catalog, account, period, rebilled, lateFrom, issues, cancellationToken);
            lines.AddRange(rebilledLines ?? []);

            // What belongs to a period that is not billed yet has nothing to be rated again: it is billed here, like the rest.
            var added = LateUsageInput.Late(input, one => one.LateFrom == lateFrom && (rebilledLines is null || !IsRebilled(catalog, account, one)));
            if (added.Usage.IsEmpty)
            {
                continue;
            }

            everything = LateUsageInput.With(everything, added);
            if (RatingEngine.Rate(catalog, account, period, everything) is not RatingOutcome.Rated with)
            {
                return RatingEngine.Rate(catalog, account, period, everything);
            }

            lines.AddRange(added.Usage.Select(one => one.SubscriptionId).Distinct().Order(StringComparer.Ordinal).SelectMany(subscriptionId => LateUsageLines.Added(
                catalog, Of(rated, subscriptionId), Of(with.Lines, subscriptionId), added.Usage, lateFrom, ServiceOf(catalog, account, lateFrom, subscriptionId))));
            rated = with.Lines;
        }

        return issues.Count > 0 ? new RatingOutcome.Unrated(issues.ToImmutable()) : new RatingOutcome.Rated(lines.ToImmutable());
    }

    private static bool IsRebilled(CatalogSnapshot catalog, Account account, MeteredUsage usage) =>
        (catalog.Subscriptions.GetValueOrDefault(usage.SubscriptionId)?.LateUsage ?? account.LateUsage) == LateUsagePolicy.CreditAndRebill;

    private static ImmutableArray<RatedLine> Of(ImmutableArray<RatedLine> lines, string subscriptionId) => [.. lines.Where(line => line.SubscriptionId == subscriptionId)];

    // The service was delivered in the closed period, as far as the contract covered that.
    private static Coverage ServiceOf(CatalogSnapshot catalog, Account account, string lateFrom, string subscriptionId)
    {
        var closed = BillingCalendar.PeriodOf(account, lateFrom) ?? throw new InvalidDataException($"Account '{account.Id}' has no period {lateFrom}, which late usage names.");
        var covered = catalog.Subscriptions.TryGetValue(subscriptionId, out var contract) ? Coverage.Of(account, closed, ContractTimeline.Of(catalog, contract)) : null;
        return covered is { IsEmpty: false } ? covered : new Coverage(account, closed, closed.Start, closed.End);
    }

    private async Task<ImmutableArray<string>> NotesAsync(CatalogSnapshot catalog, Account account, BillingPeriod period, CancellationToken cancellationToken) =>
        [.. (await periods.WriteOffsAsync(account, period, cancellationToken)).Select(one => NoteOf(catalog, one))];

    private static string NoteOf(CatalogSnapshot catalog, LateWriteOff one)
    {
        var meter = catalog.Meters.GetValueOrDefault(one.Meter);
        var quantity = meter?.Aggregation is MeterAggregation.Sum or MeterAggregation.Count
            ? string.Create(CultureInfo.InvariantCulture, $" ({one.Sum} {meter.Unit})")
            : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture, $"Not charged: {one.EventCount} usage events of {meter?.Name ?? one.Meter}{quantity} of the period {one.LateFrom} arrived after it was closed.");
    }
}
