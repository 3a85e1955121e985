using Microsoft.Extensions.Options;
using RevenueFunctions.Exceptions;

namespace RevenueFunctions.Operations;

/// <summary>
/// Measures how the fabric stands, from what is stored and through the services that own it. Its cost does not grow with the usage: see the
/// table of reads in the README.
/// </summary>
public sealed class FabricMeasurement
{
    private readonly ExceptionStore exceptions;
    private readonly IngestFigures ingest;
    private readonly QuarantineFigures quarantine;
    private readonly PostingFigures posting;
    private readonly ReconciliationFigures reconciliation;
    private readonly SagaFigures sagas;
    private readonly ExceptionFigures open;
    private readonly RecentWork recent;
    private readonly MetricsOptions options;
    private readonly TimeProvider clock;

    internal FabricMeasurement(
        ExceptionStore exceptions, IngestFigures ingest, QuarantineFigures quarantine, PostingFigures posting, ReconciliationFigures reconciliation, SagaFigures sagas,
        ExceptionFigures open, RecentWork recent, IOptions<MetricsOptions> options, TimeProvider clock)
    {
        (this.exceptions, this.ingest, this.quarantine, this.posting, this.reconciliation) = (exceptions, ingest, quarantine, posting, reconciliation);
        (this.sagas, this.open, this.recent, this.options, this.clock) = (sagas, open, recent, options.Value, clock);
    }

    /// <summary>Measures, and changes nothing.</summary>
    public Task<FabricMetrics> MeasureAsync(CancellationToken cancellationToken = default) => MeasureAsync(note: false, cancellationToken);

    /// <summary>Measures, and notes how far the hub is for the measurements to come.</summary>
    public Task<FabricMetrics> MeasureAndNoteAsync(CancellationToken cancellationToken = default) => MeasureAsync(note: true, cancellationToken);

    /// <summary>Measures, and adds how long invoices and postings took lately.</summary>
    public async Task<FabricMetrics> SummarizeAsync(CancellationToken cancellationToken = default)
    {
        var metrics = await MeasureAsync(cancellationToken);
        return metrics with { Sections = [.. metrics.Sections, FigureSection.Of("recent", await recent.MeasureAsync(metrics.MeasuredAt, cancellationToken))] };
    }

    private async Task<FabricMetrics> MeasureAsync(bool note, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var cases = await OpenCases.ReadAsync(exceptions, cancellationToken);
        FigureSection[] sections =
        [
            await ingest.MeasureAsync(now, note, cancellationToken),
            FigureSection.Of("quarantine", await quarantine.MeasureAsync(cases, cancellationToken)),
            FigureSection.Of("posting", await posting.MeasureAsync(now, cancellationToken)),
            FigureSection.Of("reconciliation", await reconciliation.MeasureAsync(cancellationToken)),
            FigureSection.Of("sagas", await sagas.MeasureAsync(cases, now, cancellationToken)),
            FigureSection.Of("exceptions", open.Measure(cases, now)),
        ];
        var figures = sections.SelectMany(section => section.Figures).ToList();
        var isHubAway = sections[0].NotMeasured is not null;
        AlertState[] alerts = [.. Enum.GetValues<AlertKey>().Select(key => Alert(key, figures)).Select(alert => isHubAway && NeedsHub(alert.Key) ? alert with { State = FigureState.Attention } : alert)];
        return new FabricMetrics(now, alerts.Max(alert => alert.State), alerts, sections);
    }

    private static bool NeedsHub(AlertKey key) => key is AlertKey.ConsumerLag or AlertKey.ConservationGap;

    private AlertState Alert(AlertKey key, List<Figure> figures) => key switch
    {
        AlertKey.ConservationGap => AlertState.Of(key, "event", 0, figures),
        AlertKey.ConsumerLag => AlertState.Of(key, "s", Figure.Seconds(options.ConsumerLag), figures),
        AlertKey.Quarantine => AlertState.Of(key, "event", options.Quarantine, figures),
        AlertKey.OldestWaitingPosting => AlertState.Of(key, "s", Figure.Seconds(options.OldestWaitingPosting), figures),
        AlertKey.BlockedLane => AlertState.Of(key, "lane", 0, figures),
        AlertKey.Breaks => AlertState.Of(key, "break", 0, figures),
        AlertKey.SagasFailed or AlertKey.SagasStuck => AlertState.Of(key, "saga", 0, figures),
        AlertKey.OldestException => AlertState.Of(key, "s", Figure.Seconds(options.OldestException), figures),
        _ => throw new InvalidOperationException($"Unknown alert {key}."),
    };
}
