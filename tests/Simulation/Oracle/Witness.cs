using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Messaging.EventHubs;
using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Engines.EventHub;
using RevenueFunctions.Storage;
using RevenueFunctions.Tests.Simulation.Kernel;
using RevenueFunctions.Tests.Simulation.Workload;

namespace RevenueFunctions.Tests.Simulation.Oracle;

/// <summary>
/// Sees every commit of the store from outside, in their order: what was enqueued, when a close was claimed, when a period's fence moved, when a
/// record was written. Rows alone do not tell what came first.
/// </summary>
internal sealed class Witness
{
    private const int MostShards = 3;

    private readonly List<EnqueuedEvent> enqueued = [];
    private readonly Dictionary<string, List<long>> claims = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(long Moment, bool IsOpen)>> fences = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Partition, string Row), long> records = [];
    private readonly Dictionary<string, long> numbered = new(StringComparer.Ordinal);

    /// <summary>Begins to look.</summary>
    public Witness(World world) => world.Committed += See;

    /// <summary>The last moment: commits and what was marked between them are counted, so that of two it is known which came first.</summary>
    public long Moment { get; private set; }

    /// <summary>What the usage hub holds, or held before it was trimmed.</summary>
    public IReadOnlyList<EnqueuedEvent> Enqueued => enqueued;

    /// <summary>The usage partitions that were ever written: account, period, shard.</summary>
    public IEnumerable<string> UsagePartitions => fences.Keys;

    /// <summary>Marks a moment that is no commit.</summary>
    public long Mark() => ++Moment;

    /// <summary>When the runs of a saga were claimed, the first one first.</summary>
    public IReadOnlyList<long> ClaimsOf(string sagaId) => claims.GetValueOrDefault(TableKey.Escape(sagaId), []);

    /// <summary>When a document got its number; null when it has none.</summary>
    public long? NumberedAt(string documentId) => numbered.TryGetValue(TableKey.Escape(documentId), out var moment) ? moment : null;

    /// <summary>When the record that stands was written; null when that was not seen.</summary>
    public long? RecordWrittenAt(UsageRecord record)
    {
        var key = $"r|{TableKey.Number(record.Time.ToUnixTimeMilliseconds())}|{IdentityOf(record.Source, record.Id)}";
        for (var shard = 0; shard < MostShards; shard++)
        {
            if (records.TryGetValue((string.Create(CultureInfo.InvariantCulture, $"{record.AccountId}:{record.PeriodKey}:{shard}"), key), out var moment))
            {
                return moment;
            }
        }

        return null;
    }

    /// <summary>Whether a period took no records at some moment of the range.</summary>
    public bool WasClosed(string account, string period, long from, long to)
    {
        var moves = fences.GetValueOrDefault($"{account}:{period}:0", []);
        var before = moves.FindLastIndex(move => move.Moment <= from);
        return moves.Skip(Math.Max(0, before)).TakeWhile(move => move.Moment <= to).Any(move => !move.IsOpen);
    }

    /// <summary>Whether a period takes records now.</summary>
    public bool IsOpen(string account, string period) => !fences.TryGetValue($"{account}:{period}:0", out var moves) || moves[^1].IsOpen;

    // The key of a record is documented with the usage table: its time, and 128 bits of the SHA-256 of source and id.
    private static string IdentityOf(string source, string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{source}\n{id}")).AsSpan(0, 16));

    private void See(TableBatch batch)
    {
        Moment++;
        switch (batch.Table)
        {
            case HubPartitionLog.Table when batch.Partition.StartsWith($"{Settings.UsageHub}:", StringComparison.Ordinal):
                SeeEnqueued(batch);
                break;
            case "sagas":
                SeeClaim(batch);
                break;
            case "usage":
                SeeUsage(batch);
                break;
            case "invoicenumbers":
                foreach (var claim in batch.Changes.Where(change => change.Row.StartsWith("document:", StringComparison.Ordinal)))
                {
                    numbered.TryAdd(claim.Row["document:".Length..], Moment);
                }

                break;
            default:
                break;
        }
    }

    private void SeeEnqueued(TableBatch batch)
    {
        foreach (var change in batch.Changes.Where(change => change.Kind == TableChangeKind.Insert))
        {
            var events = new List<EventData>();
            new HubRow(change.Value).ReadInto(events, 0, int.MaxValue);
            enqueued.AddRange(events.Select(one => new EnqueuedEvent(
                batch.Partition[(Settings.UsageHub.Length + 1)..], one.SequenceNumber, one.MessageId, one.EnqueuedTime, Moment)));
        }
    }

    private void SeeClaim(TableBatch batch)
    {
        foreach (var change in batch.Changes.Where(change => change.Row == "record"))
        {
            if (change.Value.Span.IndexOf("\"state\":\"running\""u8) >= 0)
            {
                claims.TryAdd(batch.Partition, []);
                claims[batch.Partition].Add(Moment);
            }
        }
    }

    private void SeeUsage(TableBatch batch)
    {
        foreach (var change in batch.Changes)
        {
            if (change.Row == "f")
            {
                var isOpen = change.Value.Span.IndexOf("\"state\":\"open\""u8) >= 0;
                if (!fences.TryGetValue(batch.Partition, out var moves))
                {
                    fences.Add(batch.Partition, [(Moment, isOpen)]);
                }
                else if (moves[^1].IsOpen != isOpen)
                {
                    moves.Add((Moment, isOpen));
                }
            }
            else if (change.Row[0] == 'r' && change.Kind == TableChangeKind.Insert)
            {
                records[(batch.Partition, change.Row)] = Moment;
            }
        }
    }
}

/// <summary>A hub event as it was enqueued.</summary>
/// <param name="Partition">The hub partition.</param>
/// <param name="Sequence">Its sequence number.</param>
/// <param name="SentId">Which of the sent events it is.</param>
/// <param name="EnqueuedAt">When, by the clock of the process that took it.</param>
/// <param name="Moment">When, among all commits.</param>
internal sealed record EnqueuedEvent(string Partition, long Sequence, string SentId, DateTimeOffset EnqueuedAt, long Moment);
