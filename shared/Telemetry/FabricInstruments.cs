using System.Diagnostics.Metrics;

namespace RevenueFunctions.Telemetry;

/// <summary>
/// Records what happens, where it happens. What is at least once elsewhere is counted here at most once: a fact is recorded by the writer
/// whose conditional write made it true, so a redelivery counts nothing, and a crash between the write and the record loses that one count.
/// What is stored is exact; the gauges and the API are made from it.
/// </summary>
public sealed class FabricInstruments
{
    private readonly Counter<long> ingested;
    private readonly Counter<long> attempts;
    private readonly Histogram<double> invoiceLatency;
    private readonly Histogram<double> postingLatency;

    /// <summary>Creates the instruments. Several hosts in one process have a factory each, so their figures do not mix.</summary>
    public FabricInstruments(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(InstrumentNames.Meter);
        ingested = meter.CreateCounter<long>(InstrumentNames.IngestEvents, "{event}", "Usage events by their first outcome.");
        attempts = meter.CreateCounter<long>(InstrumentNames.PostingAttempts, "{attempt}", "Calls of the ERP to post an entry, by what came of them.");

        // The boundaries of the SDK end at 10,000: an invoice takes hours, a posting milliseconds to days.
        invoiceLatency = meter.CreateHistogram(
            InstrumentNames.InvoiceLatency, "s", "From the end of a billing period to its invoice.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [60, 600, 1800, 3600, 7200, 14_400, 28_800, 86_400, 172_800, 432_000, 864_000, 2_592_000] });
        postingLatency = meter.CreateHistogram(
            InstrumentNames.PostingLatency, "s", "From the queueing of a posting to its document in the books.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200, 86_400, 604_800] });
    }

    /// <summary>Usage events got their first outcome. One call for a batch and an outcome.</summary>
    public void Ingested(string outcome, long events)
    {
        if (events > 0)
        {
            ingested.Add(events, new KeyValuePair<string, object?>(InstrumentTags.Outcome, outcome));
        }
    }

    /// <summary>The ERP was called to post an entry.</summary>
    public void Attempted(string legalEntityId, string outcome) => attempts.Add(
        1, new KeyValuePair<string, object?>(InstrumentTags.LegalEntity, legalEntityId), new KeyValuePair<string, object?>(InstrumentTags.Outcome, outcome));

    /// <summary>An invoice was issued this long after its period. One that a person asked for before the end counts as none.</summary>
    public void Issued(TimeSpan afterPeriodEnd) => invoiceLatency.Record(Math.Max(0, afterPeriodEnd.TotalSeconds));

    /// <summary>An entry is in the books, this long after it was queued.</summary>
    public void Posted(string legalEntityId, TimeSpan afterQueued) =>
        postingLatency.Record(Math.Max(0, afterQueued.TotalSeconds), new KeyValuePair<string, object?>(InstrumentTags.LegalEntity, legalEntityId));
}
