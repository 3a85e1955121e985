using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.EventHub;

/// <summary>Removes old events, as a work item of its own at a fixed interval.</summary>
internal sealed class HubRetention(EventHubOptions options, TimeProvider clock)
{
    private readonly Lock gate = new();
    private DateTimeOffset? due;

    /// <summary>When to look next; null while looking, or before recovery.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (gate)
            {
                return due;
            }
        }
    }

    public void Start()
    {
        lock (gate)
        {
            due = clock.GetUtcNow() + options.TrimInterval;
        }
    }

    public bool TryTake(DateTimeOffset now)
    {
        lock (gate)
        {
            var ready = due <= now;
            due = ready ? null : due;
            return ready;
        }
    }

    public async Task TrimAsync(IReadOnlyCollection<HubLog> hubs, IReadOnlyList<HubReader> readers, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var hub in hubs)
            {
                var olderThan = clock.GetUtcNow() - hub.Options.Retention;
                foreach (var log in hub.Partitions)
                {
                    var passed = readers.Where(reader => reader.Log == log).Select(reader => reader.Passed).DefaultIfEmpty(long.MaxValue).Min();
                    while (await log.TrimAsync(olderThan, Math.Min(passed, 999_999_999_999_999L), cancellationToken))
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                    }
                }
            }
        }
        catch (Exception exception) when (exception is StorageUnavailableException or OperationCanceledException)
        {
            // The store is down or the host is stopping. What is old now is old at the next interval too.
        }
        finally
        {
            Start();
        }
    }
}
