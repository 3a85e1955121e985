using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Posting;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Operations;

/// <summary>
/// How long invoices and postings took lately, by legal entity, from their rows: what the histograms say over all time and instances, for a person
/// who asks. For each entity up to three queries and 300 invoices, its lane, and one query for the last 100 postings: too much for the clock.
/// </summary>
internal sealed class RecentWork(CatalogReader catalog, InvoiceStore invoices, PostingLane lanes)
{
    private const int Most = 100;

    /// <summary>
    /// How far back the periods begin that are looked at: the shortest that has invoices. A list begins with its oldest period, so the longest alone
    /// would show the month before last where it has 100 invoices, and never the last.
    /// </summary>
    private static readonly int[] Days = [32, 47, 62];

    private static readonly GaugeDescription Median = new("invoices.latency_median", "s", "From the end of the period to the invoice: half of up to 100 invoices of the newest periods took no longer.");
    private static readonly GaugeDescription Slow = new("invoices.latency_95", "s", "From the end of the period to the invoice: 95 % of up to 100 invoices of the newest periods took no longer.");
    private static readonly GaugeDescription Posted = new("postings.posted", "1", "Share of the lane's last 100 postings, of those settled, that are in the books; the rest was set aside.");
    private static readonly GaugeDescription SlowPosting = new("postings.latency_95", "s", "From queued to in the books: 95 % of the lane's last 100 postings took no longer.");

    public async Task<List<Figure>> MeasureAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var snapshot = await catalog.GetAsync(cancellationToken);
        var figures = new List<Figure>();
        foreach (var entity in snapshot.LegalEntities.Keys.Order(StringComparer.Ordinal))
        {
            var list = $"/api/v1/invoices?legalEntity={Uri.EscapeDataString(entity)}";
            Add(figures, entity, list, await LatenciesAsync(snapshot, entity, now, cancellationToken), (Median, 0.5), (Slow, 0.95));

            var settled = (await lanes.LastAsync(entity, Most, cancellationToken)).Where(entry => entry.SettledAt is not null).ToList();
            var posted = settled.Where(entry => entry.State == LaneEntryState.Posted).Select(entry => entry.SettledAt!.Value - entry.EnqueuedAt).Order().ToList();
            var lane = $"/api/v1/lanes/{Uri.EscapeDataString(entity)}";
            if (settled.Count > 0)
            {
                figures.Add(Figure.Plain(Posted, decimal.Round((decimal)posted.Count / settled.Count, 4), lane).For(InstrumentTags.LegalEntity, entity));
            }

            Add(figures, entity, lane, posted, (SlowPosting, 0.95));
        }

        return figures;
    }

    private async Task<List<TimeSpan>> LatenciesAsync(CatalogSnapshot snapshot, string entity, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var latencies = new List<TimeSpan>();
        foreach (var days in Days)
        {
            var list = await invoices.ListSinceAsync(entity, BillingKeyOf(now - TimeSpan.FromDays(days)), Most, cancellationToken);
            latencies.AddRange(list.Select(invoice => LatencyOf(snapshot, invoice)).OfType<TimeSpan>().Order());
            if (latencies.Count > 0)
            {
                break;
            }
        }

        return latencies;
    }

    private static void Add(List<Figure> figures, string entity, string act, List<TimeSpan> sorted, params ReadOnlySpan<(GaugeDescription Gauge, double Part)> wanted)
    {
        foreach (var (gauge, part) in wanted)
        {
            if (sorted.Count > 0)
            {
                figures.Add(Figure.Plain(gauge, Figure.Seconds(sorted[(int)Math.Ceiling(sorted.Count * part) - 1]), act).For(InstrumentTags.LegalEntity, entity));
            }
        }
    }

    // Asked for before its period was over, it took no time.
    private static TimeSpan? LatencyOf(CatalogSnapshot snapshot, InvoiceSummary invoice) =>
        invoice.IssuedAt is { } at && snapshot.Accounts.TryGetValue(invoice.AccountId, out var account) && BillingCalendar.PeriodOf(account, invoice.PeriodKey) is { } period
            ? at - period.End
            : null;

    private static string BillingKeyOf(DateTimeOffset instant) => instant.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
}
