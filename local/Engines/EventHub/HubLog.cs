using System.Globalization;
using System.Text;
using RevenueFunctions.Local.Admission;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.EventHub;

/// <summary>One hub: its partitions, and which of them an event goes to.</summary>
internal sealed class HubLog
{
    /// <summary>The table that remembers how many partitions a hub has; partition "hubs", row "{hub}".</summary>
    private const string Table = "hubs";

    private readonly ILocalStore store;
    private int turn = -1;

    public HubLog(HubOptions options, ILocalStore store, TimeProvider clock, EventHubOptions engine, Action appended)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Partitions, 1);
        (this.store, Options, Backlog) = (store, options, new FairShare(engine.BacklogBytes, clock));
        Partitions = [.. Enumerable.Range(0, options.Partitions).Select(id => new HubPartitionLog(store, clock, options.Name, id, engine.CacheBytes, Backlog, appended))];
    }

    public HubOptions Options { get; }

    public IReadOnlyList<HubPartitionLog> Partitions { get; }

    /// <summary>Bytes that wait for the consumers, and whose they are.</summary>
    public FairShare Backlog { get; }

    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        var row = TableKey.Escape(Options.Name);
        var stored = await store.ReadAsync<StoredHub>(Table, Table, row, cancellationToken);
        if (stored?.Partitions > Options.Partitions)
        {
            throw new InvalidOperationException(
                $"Hub '{Options.Name}' has {stored.Partitions} partitions in the store and {Options.Partitions} in the configuration: partitions can be added, never removed, or their events would never be read.");
        }

        if (stored?.Partitions != Options.Partitions)
        {
            // Unconditional: the process holds the store alone.
            await store.CommitAsync(new TableBatch(Table, Table).Upsert(row, FabricJson.Bytes(new StoredHub(Options.Partitions))), cancellationToken);
        }

        foreach (var partition in Partitions)
        {
            await partition.RecoverAsync(cancellationToken);
        }
    }

    public HubPartitionLog Choose(string? partitionKey, string? partitionId)
    {
        if (partitionId is not null)
        {
            return Partitions.FirstOrDefault(log => log.Id == partitionId)
                ?? throw new HubNotFoundException(string.Create(CultureInfo.InvariantCulture, $"Hub '{Options.Name}' has no partition '{partitionId}': 0 to {Partitions.Count - 1}."));
        }

        var number = partitionKey is null ? (uint)Interlocked.Increment(ref turn) : StableHash(partitionKey);
        return Partitions[(int)(number % (uint)Partitions.Count)];
    }

    /// <summary>FNV-1a: the same key must find the same partition after every restart, which string.GetHashCode does not promise.</summary>
    private static uint StableHash(string key)
    {
        var hash = 2166136261u;
        foreach (var octet in Encoding.UTF8.GetBytes(key))
        {
            hash = (hash ^ octet) * 16777619u;
        }

        return hash ^ (hash >> 16);
    }

    private sealed record StoredHub(int Partitions);
}
