using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace RevenueFunctions.Ingest;

/// <summary>Turns hub events into usage records, exactly once.</summary>
public sealed class UsageIngest
{
    private readonly UsagePipeline pipeline;
    private readonly Settlement settlement;
    private readonly IngestLedger ledger;
    private readonly IngestCatalogs catalogs;
    private readonly IngestOptions options;
    private readonly ConcurrentBag<IngestRun> runs = [];

    internal UsageIngest(UsagePipeline pipeline, Settlement settlement, IngestLedger ledger, IngestCatalogs catalogs, IOptions<IngestOptions> options)
    {
        (this.pipeline, this.settlement, this.ledger, this.catalogs, this.options) = (pipeline, settlement, ledger, catalogs, options.Value);
    }

    /// <summary>
    /// Ingests hub events of one partition. When it returns, each usage event in them has exactly one outcome in the ingest ledger and
    /// all of it is durable. Throws only when storage is down; then the whole batch is handed in again.
    /// </summary>
    public Task IngestAsync(string partitionId, IReadOnlyList<HubEvent> events, CancellationToken cancellationToken = default) =>
        IngestAsync(partitionId, events, null, cancellationToken);

    /// <summary>As above, and says in the tally what became of them.</summary>
    public async Task IngestAsync(string partitionId, IReadOnlyList<HubEvent> events, IngestTally? tally, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        var catalog = await catalogs.GetAsync(cancellationToken);

        // What has an outcome keeps it: delivered again after the catalog changed, it could otherwise be billed to another account too.
        var notSeen = await ledger.Partition(partitionId).NotSeenAsync(events, cancellationToken);
        tally?.Redelivered = events.Count - notSeen.Count;
        var run = runs.TryTake(out var spare) ? spare : pipeline.NewRun();
        try
        {
            for (var next = 0; next < notSeen.Count;)
            {
                var first = next;
                run.Clear();
                while (next < notSeen.Count && (next == first || run.Items.Count < options.EventsPerSlice))
                {
                    run.Decoder.Decode(notSeen[next++], catalog, run.Items);
                }

                // Nothing is refused by a catalog that is a moment old: another instance may just have answered that it is mended. Nothing is
                // written yet, so the slice begins anew.
                if (UsagePipeline.Identify(run, catalog) && await catalogs.GetCurrentAsync(cancellationToken) is var current && current != catalog)
                {
                    (catalog, next) = (current, first);
                    continue;
                }

                await pipeline.WriteAsync(run, partitionId, null, cancellationToken);
                await settlement.SettleAsync(partitionId, notSeen.GetRange(first, next - first), run.Items, cancellationToken);
                tally?.Add(run);
            }
        }
        finally
        {
            run.Clear();
        }

        // Only a run that ended well is used again: after a failure a write may still hold on to its items.
        runs.Add(run);
    }
}
