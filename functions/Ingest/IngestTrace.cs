using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using RevenueFunctions.Ingest;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Functions.Ingest;

/// <summary>
/// The span of a hub batch. It belongs to no single billing period, so it is in no period's trace: it links the traces of the periods that it
/// wrote to, and the spans of the producers.
/// </summary>
internal sealed class IngestTrace(FabricTracing tracing, IConfiguration configuration)
{
    /// <summary>Ingests inside a span, when anybody listens.</summary>
    public async Task RunAsync(string partition, int events, Func<IngestTally?, Task> ingest)
    {
        var hub = configuration["UsageHubName"] ?? "usage";
        using var span = tracing.Source.HasListeners() ? tracing.Source.StartActivity($"process {hub}", ActivityKind.Consumer) : null;
        if (span is not { IsAllDataRequested: true })
        {
            await ingest(null);
            return;
        }

        span.SetTag("messaging.system", "eventhubs").SetTag("messaging.operation.name", "process").SetTag("messaging.operation.type", "process")
            .SetTag("messaging.destination.name", hub).SetTag("messaging.destination.partition.id", partition)
            .SetTag("messaging.consumer.group.name", configuration["UsageHubConsumerGroup"]).SetTag("messaging.batch.message_count", events);
        var tally = new IngestTally();
        try
        {
            await ingest(tally);
        }
        catch (Exception failure)
        {
            FabricTracing.Fail(span, failure);
            throw;
        }
        finally
        {
            Tell(span, tally);
        }
    }

    private static void Tell(Activity span, IngestTally tally)
    {
        foreach (var outcome in (UsageOutcome[])[UsageOutcome.Accepted, UsageOutcome.Duplicate, UsageOutcome.Quarantined, UsageOutcome.Excluded])
        {
            span.SetTag(FabricTags.IngestOutcome + FabricTracing.Text(outcome), tally[outcome]);
        }

        span.SetTag($"{FabricTags.IngestOutcome}redelivered", tally.Redelivered);
        if (tally.CorrelationIds.Count > 0)
        {
            span.SetTag(FabricTags.CorrelationId, tally.CorrelationIds.Count == 1 ? tally.CorrelationIds.First() : tally.CorrelationIds.ToArray());
        }

        foreach (var producer in tally.Producers)
        {
            span.AddLink(new ActivityLink(producer));
        }

        foreach (var id in tally.CorrelationIds)
        {
            span.AddLink(new ActivityLink(Correlation.RootOf(id, ActivityTraceFlags.None), new ActivityTagsCollection { [FabricTags.CorrelationId] = id }));
        }
    }
}
