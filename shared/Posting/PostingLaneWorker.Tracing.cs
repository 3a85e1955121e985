using System.Diagnostics;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Posting;

/// <content>What the worker traces: each entry in the trace of what it books, however many a ring brings it to.</content>
public sealed partial class PostingLaneWorker
{
    private Task<DrainEnd?> TraceAsync(Turn turn, LaneEntry entry, Func<Task<DrainEnd?>> settle) =>
        tracing.RunAsync("PostEntry", ActivityKind.Internal, entry.Entry.CorrelationId, async span =>
        {
            span?.SetTag(FabricTags.LegalEntity, turn.LegalEntityId).SetTag(FabricTags.PostingKey, entry.Entry.PostingKey).SetTag(FabricTags.PostingAttempt, entry.Attempt + 1);
            var end = await settle();
            span?.SetTag(FabricTags.Outcome, end is { } stopped ? FabricTracing.Text(stopped) : "settled");
            return end;
        });
}
