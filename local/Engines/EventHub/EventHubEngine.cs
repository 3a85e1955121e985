using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Admission;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.EventHub;

/// <summary>
/// The embedded event hubs: partitioned logs with sequence numbers without gaps, partition keys, consumer groups with checkpoints, retries and
/// redelivery. What one request sends to one partition is one row of the store.
/// </summary>
public sealed class EventHubEngine : IEngine
{
    private readonly ILocalStore store;
    private readonly EventHubOptions options;
    private readonly TimeProvider clock;
    private readonly Dictionary<string, HubLog> hubs = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock gate = new();
    private readonly HubRetention retention;
    private List<HubReader> readers = [];
    private int nextReader;

    public EventHubEngine(ILocalStore store, EventHubOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        (this.store, this.options, this.clock) = (store, options, clock);
        retention = new HubRetention(options, clock);
        foreach (var hub in options.Hubs)
        {
            hubs[hub.Name] = new HubLog(hub, store, clock, options, () => WorkArrived?.Invoke());
        }
    }

    /// <inheritdoc/>
    public event Action? WorkArrived;

    /// <inheritdoc/>
    public string Name => "eventHub";

    /// <inheritdoc/>
    public DateTimeOffset? NextDue
    {
        get
        {
            var due = retention.NextDue;
            foreach (var reader in Volatile.Read(ref readers))
            {
                due = reader.PausedUntil is { } until && (due is null || until < due) ? until : due;
            }

            return due;
        }
    }

    /// <summary>Registers a function that reads a hub; before or after recovery.</summary>
    /// <exception cref="HubNotFoundException">The hub is not configured.</exception>
    public void AddConsumer(HubConsumer consumer)
    {
        ArgumentNullException.ThrowIfNull(consumer);
        ArgumentOutOfRangeException.ThrowIfLessThan(consumer.MaxEventBatchSize, 1);
        var added = Hub(consumer.Hub).Partitions.Select(log => new HubReader(consumer, log, store, options, clock));
        lock (gate)
        {
            // Copied, so that the pump reads a list that never changes.
            Volatile.Write(ref readers, [.. readers, .. added]);
        }

        foreach (var log in Hub(consumer.Hub).Partitions)
        {
            log.Backlog.Consume();
        }

        WorkArrived?.Invoke();
    }

    /// <inheritdoc/>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        foreach (var hub in hubs.Values)
        {
            await hub.RecoverAsync(cancellationToken);
        }

        foreach (var reader in readers)
        {
            await reader.RecoverAsync(cancellationToken);
        }

        foreach (var log in readers.Select(reader => reader.Log).Distinct())
        {
            await log.RecoverBacklogAsync(Passed(log), cancellationToken);
        }

        retention.Start();
    }

    /// <inheritdoc/>
    public WorkItem? TryTake()
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            // Round robin, so that a busy partition does not starve the others.
            for (var tried = 0; tried < readers.Count; tried++)
            {
                nextReader = (nextReader + 1) % readers.Count;
                if (readers[nextReader].TryTake(now))
                {
                    var reader = readers[nextReader];
                    return new WorkItem(Name, reader.Key, token => RunAsync(reader, token));
                }
            }
        }

        return retention.TryTake(now) ? new WorkItem(Name, "retention", token => retention.TrimAsync(hubs.Values, readers, token)) : null;
    }

    /// <summary>
    /// Appends events to one partition: the one named, else the one that the key maps to, else the next in turn. Completes when they are
    /// durable, in one row, with consecutive sequence numbers.
    /// </summary>
    /// <exception cref="HubNotFoundException">No such hub or partition.</exception>
    /// <exception cref="StorageUnavailableException">Nothing was stored.</exception>
    public ValueTask<HubAppendResult> AppendAsync(string hub, IReadOnlyList<HubEvent> events, string? partitionKey = null, string? partitionId = null) =>
        AppendAsync(hub, events, new HubCharge("the host", 0), partitionKey, partitionId);

    /// <summary>
    /// Appends on somebody's account: what was taken of <see cref="Backlog"/> before. It is released when the consumers have passed the
    /// events; when the append throws, it is still the caller's to release.
    /// </summary>
    public async ValueTask<HubAppendResult> AppendAsync(
        string hub, IReadOnlyList<HubEvent> events, HubCharge charge, string? partitionKey = null, string? partitionId = null)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfZero(events.Count);
        var log = Hub(hub).Choose(partitionKey, partitionId);
        var first = await log.AppendAsync(HubRow.Encode(events, partitionKey), events.Count, charge);
        return new HubAppendResult(log.Id, first, events.Count);
    }

    /// <summary>Appends one event; see <see cref="AppendAsync(string, IReadOnlyList{HubEvent}, string?, string?)"/>.</summary>
    public ValueTask<HubAppendResult> AppendAsync(string hub, HubEvent hubEvent, string? partitionKey = null) => AppendAsync(hub, [hubEvent], partitionKey);

    /// <summary>What the hub's partitions hold.</summary>
    /// <exception cref="HubNotFoundException">No such hub.</exception>
    public IReadOnlyList<HubPartition> GetPartitions(string hub) => [.. Hub(hub).Partitions.Select(log => log.Describe())];

    /// <summary>Bytes of the hub that its consumers have not passed yet, and whose they are.</summary>
    /// <exception cref="HubNotFoundException">No such hub.</exception>
    public FairShare Backlog(string hub) => Hub(hub).Backlog;

    /// <summary>The names of the hubs that are configured.</summary>
    public IReadOnlyCollection<string> HubNames => hubs.Keys;

    /// <summary>Whether a hub of that name is configured.</summary>
    public bool HasHub(string hub) => hubs.ContainsKey(hub);

    private async Task RunAsync(HubReader reader, CancellationToken cancellationToken)
    {
        await reader.RunAsync(cancellationToken);
        reader.Log.Backlog.Passed(Passed(reader.Log));
        WorkArrived?.Invoke();
    }

    /// <summary>The first sequence number that some consumer group of the partition has not passed.</summary>
    private long Passed(HubPartitionLog log) => Volatile.Read(ref readers).Where(reader => reader.Log == log).Min(reader => reader.Passed);

    private HubLog Hub(string name) => hubs.TryGetValue(name, out var hub) ? hub
        : throw new HubNotFoundException($"There is no hub '{name}'. Configured hubs: {string.Join(", ", hubs.Keys.Order(StringComparer.Ordinal))}.");
}
