using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Operations;

namespace RevenueFunctions.Functions.Operations;

/// <summary>Measures how the fabric stands and publishes it to the gauges. While storage is down nothing is published, and what was goes stale.</summary>
public sealed class MeasureFabric(FabricMeasurement measurement, PublishedMetrics published)
{
    /// <summary>Measures once.</summary>
    [Function(nameof(MeasureFabric))]
    public async Task RunAsync([TimerTrigger("%MeasureSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        published.Publish(await measurement.MeasureAndNoteAsync(cancellationToken));
}
