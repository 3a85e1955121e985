using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;

namespace RevenueFunctions.Rating;

/// <summary>
/// Reads from stored usage what rating a period needs: the aggregates, part by part where a contract changed within the period, and single events for the
/// prices that must see them.
/// </summary>
public sealed class PeriodInputs(UsagePeriods periods)
{
    /// <summary>What the period is rated from: as it was frozen, or as it stands while it is open.</summary>
    public async Task<(PeriodUsage Usage, PeriodInput Input)> ReadAsync(
        CatalogSnapshot catalog, Account account, BillingPeriod period, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var usage = await periods.ReadFrozenAsync(account, period, cancellationToken);
        var cuts = UsageParts.Of(catalog, account, period);
        if (!cuts.IsEmpty)
        {
            usage = await periods.SegmentAsync(account, period, usage, cuts, cancellationToken);
        }

        return (usage, new PeriodInput(usage.Usage, await EventsAsync(catalog, account, period, usage.Usage, cancellationToken)));
    }

    private async Task<ImmutableArray<MeteredEvents>> EventsAsync(
        CatalogSnapshot catalog, Account account, BillingPeriod period, ImmutableArray<MeteredUsage> usage, CancellationToken cancellationToken)
    {
        var wanted = usage.Select(one => (one.SubscriptionId, one.Meter)).Distinct().Where(one => NeedsEvents(catalog, one.SubscriptionId, one.Meter)).ToHashSet();
        if (wanted.Count == 0)
        {
            return [];
        }

        var parts = usage.Where(one => one.From is not null).ToLookup(one => one.SubscriptionId, one => one.From, StringComparer.Ordinal);
        var events = new SortedDictionary<string, (MeteredEvents Of, ImmutableArray<PricedEvent>.Builder All)>(StringComparer.Ordinal);
        await foreach (var measured in periods.MeasuresAsync(account, period, measure => wanted.Contains((measure.SubscriptionId, measure.Meter)), cancellationToken))
        {
            var measure = measured.Measure;
            var from = PartOf(parts[measure.SubscriptionId], measured);
            var key = $"{UsageKey.Of(measure.SubscriptionId, measure.Meter, measure.Group, measured.LateFrom)} {from?.UtcTicks}";
            if (!events.TryGetValue(key, out var series))
            {
                events[key] = series = (
                    new MeteredEvents(measure.SubscriptionId, measure.Meter, measure.Group, [], measured.LateFrom, from), ImmutableArray.CreateBuilder<PricedEvent>());
            }

            series.All.Add(new PricedEvent(measured.Time, measure.Quantity, measure.Amount));
        }

        return [.. events.Values.Select(series => series.Of with { Events = series.All.ToImmutable() })];
    }

    // Late usage is older than the period and belongs to its first part.
    private static DateTimeOffset? PartOf(IEnumerable<DateTimeOffset?> starts, MeasuredEvent measured) =>
        measured.LateFrom is not null ? starts.Min() : LateUsageInput.PartAt(starts, measured.Time);

    // Any version of a plan that the contract is ever on: events that no price asks for cost reads, missing ones would be a wrong invoice.
    private static bool NeedsEvents(CatalogSnapshot catalog, string subscriptionId, string meter) =>
        catalog.Subscriptions.TryGetValue(subscriptionId, out var contract)
        && ContractTimeline.Of(catalog, contract).Segments.Any(segment =>
            catalog.Plans.TryGetValue((segment.PlanKey, segment.PlanVersion), out var plan)
            && plan.RateCards.Any(card => card.Meter == meter && Pricing.NeedsEvents(card.Price)));
}
