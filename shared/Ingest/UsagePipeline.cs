using Microsoft.Extensions.Options;
using RevenueFunctions.Catalog;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Ingest;

/// <summary>Identifies decoded items and writes those that are usage; when it returns each item has its outcome and records are durable.</summary>
internal sealed class UsagePipeline(ITableStore store, UsagePartitions partitions, IOptions<IngestOptions> options, TimeProvider clock)
{
    private readonly LateUsage late = new(store, partitions);
    private readonly EarlierTries earlier = new(store, partitions);

    public IngestRun NewRun() => new(new Identification(options.Value, clock));

    public Task ProcessAsync(IngestRun run, string hubPartition, IngestCatalog catalog, CancellationToken cancellationToken) =>
        ProcessAsync(run, hubPartition, catalog, null, cancellationToken);

    /// <summary>As above, with what a person decided about usage that was held because it came late.</summary>
    public Task ProcessAsync(IngestRun run, string hubPartition, IngestCatalog catalog, LateUsagePolicy? released, CancellationToken cancellationToken)
    {
        Identify(run, catalog);
        return WriteAsync(run, hubPartition, released, cancellationToken);
    }

    /// <summary>Finds whose usage the items are and sorts them by billing period. True when it refuses some: another catalog might take them.</summary>
    public static bool Identify(IngestRun run, IngestCatalog catalog)
    {
        run.Identification.Begin();
        List<UsageItem>? last = null;
        var refuses = false;
        for (var at = 0; at < run.Items.Count; at++)
        {
            var item = run.Items[at];
            if (!item.IsSettled)
            {
                run.Identification.Identify(item, catalog);
            }

            if (!item.IsSettled)
            {
                last = run.GroupOf(item.Period!, last);
                last.Add(item);
            }

            refuses |= item.Outcome == UsageOutcome.Quarantined;
        }

        return refuses;
    }

    /// <summary>Writes the items that <see cref="Identify"/> took, and finds those that it refused and that have their record already.</summary>
    public async Task WriteAsync(IngestRun run, string hubPartition, LateUsagePolicy? released, CancellationToken cancellationToken)
    {
        List<UsageItem>? refused = null;
        for (var at = 0; at < run.Items.Count; at++)
        {
            if (run.Items[at] is { Outcome: UsageOutcome.Quarantined } item && item.Identity != UInt128.Zero)
            {
                (refused ??= []).Add(item);
            }
        }

        if (refused is not null)
        {
            await earlier.SettleAsync(hubPartition, refused, cancellationToken);
        }

        var groups = run.Groups;
        await WriteAsync(groups.SelectMany(static group => ByShard(group.Key, group.Value)), hubPartition, groups.Keys, cancellationToken);
        foreach (var (_, items) in groups)
        {
            var left = items.FindAll(static item => !item.IsSettled);
            if (left.Count > 0)
            {
                await late.WriteAsync(hubPartition, left[0].Account!, left, released, cancellationToken);
            }
        }
    }

    // Partitions are written side by side. No thread is started for that: with a store that answers at once they run in turn, so a
    // simulation repeats exactly.
    private async Task WriteAsync(
        IEnumerable<(string Partition, List<UsageItem> Items)> writes, string hubPartition, IEnumerable<PeriodRoute> periods, CancellationToken cancellationToken)
    {
        foreach (var period in periods)
        {
            await partitions.PinAsync(period, cancellationToken);
        }

        var running = new List<Task>(options.Value.ConcurrentCommits);
        foreach (var (partition, items) in writes)
        {
            if (running.Count == options.Value.ConcurrentCommits)
            {
                await Task.WhenAny(running);
                running.RemoveAll(static task => task.IsCompletedSuccessfully);
                if (running.Count == options.Value.ConcurrentCommits)
                {
                    break;
                }
            }

            running.Add(partitions.Get(partition).WriteAsync(hubPartition, items, cancellationToken));
        }

        // All end before a failure is reported: the retry must not run beside what is left of this attempt.
        await Task.WhenAll(running);
    }

    private static IEnumerable<(string Partition, List<UsageItem> Items)> ByShard(PeriodRoute period, List<UsageItem> items)
    {
        if (period.Partitions.Length == 1)
        {
            yield return (period.Partitions[0], items);
            yield break;
        }

        foreach (var shard in items.GroupBy(item => period.ShardOf(item.Identity)))
        {
            yield return (period.Partitions[shard.Key], [.. shard]);
        }
    }
}
