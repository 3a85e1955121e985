using Microsoft.Extensions.Logging.Abstractions;
using RevenueFunctions.Local.Engines.Durable.History;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.Durable;

public sealed partial class DurableEngine
{
    /// <summary>
    /// Replays every instance in the store, active and ended, against the orchestrators as they are now, and answers those that decide
    /// otherwise than their histories say. Reads only what is stored; to be called while nothing runs, as episodes are being added otherwise.
    /// </summary>
    public async Task<IReadOnlyList<HistoryMismatch>> FindMismatchesAsync(CancellationToken cancellationToken = default)
    {
        // Replaying is no news: what orchestrators log unconditionally was logged when it happened.
        var silent = options with { LoggerFactory = NullLoggerFactory.Instance };
        List<HistoryMismatch> mismatches = [];
        foreach (var partition in new[] { DurableKeys.Active, DurableKeys.Ended })
        {
            await foreach (var row in store.ScanAsync(DurableKeys.Instances, partition, RowRange.All, cancellationToken))
            {
                var instance = new ActiveInstance(HistoryJson.ReadInstance(row.Value.Span));
                await LoadHistoryAsync(instance, cancellationToken);
                if (Replay(instance, hasEnded: partition == DurableKeys.Ended, silent) is { } mismatch)
                {
                    mismatches.Add(mismatch);
                }
            }
        }

        return mismatches;
    }

    private HistoryMismatch? Replay(ActiveInstance instance, bool hasEnded, DurableOptions silent)
    {
        if (instance.History.Count == 0)
        {
            return null;
        }

        if (functions.HasOrchestrator(instance.Row.Name))
        {
            return HistoryReplay.FindMismatch(instance.History, functions, silent);
        }

        // What has ended needs its orchestrator no more.
        return hasEnded ? null : new HistoryMismatch(
            instance.Row.Id, instance.Row.Name, instance.Row.Version, 0, nameof(HistoryEventType.ExecutionStarted), $"No orchestrator function is named '{instance.Row.Name}'.");
    }
}
