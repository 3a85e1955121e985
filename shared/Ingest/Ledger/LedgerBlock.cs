using RevenueFunctions.Storage;

namespace RevenueFunctions.Ingest;

/// <summary>The outcomes of 1,024 hub events of a partition, four bits each, with their totals of usage events.</summary>
internal sealed class LedgerBlock
{
    /// <summary>Sequence numbers in a block.</summary>
    public const int Size = 1024;

    private readonly byte[] outcomes;

    public LedgerBlock(long number)
        : this(new LedgerBlockRow(number, new byte[Size / 2], LedgerTotals.Zero, long.MaxValue, long.MinValue))
    {
    }

    public LedgerBlock(LedgerBlockRow row)
    {
        (Number, outcomes, Totals, FirstEnqueuedMs, LastEnqueuedMs) = (row.Number, (byte[])row.Outcomes.Clone(), row.Totals, row.FirstEnqueuedMs, row.LastEnqueuedMs);
    }

    public long Number { get; }

    public LedgerTotals Totals { get; set; }

    public long FirstEnqueuedMs { get; private set; }

    public long LastEnqueuedMs { get; private set; }

    public static long NumberOf(long sequence) => sequence / Size;

    public static string RowOf(long number) => $"b|{TableKey.Number(number)}";

    public UsageOutcome this[long sequence]
    {
        get
        {
            var at = (int)(sequence % Size);
            return (UsageOutcome)((outcomes[at / 2] >> ((at & 1) * 4)) & 0xF);
        }

        set
        {
            var (at, shift) = ((int)(sequence % Size) / 2, (int)(sequence & 1) * 4);
            outcomes[at] = (byte)((outcomes[at] & ~(0xF << shift)) | ((int)value << shift));
        }
    }

    /// <summary>
    /// Whether the event was ingested before. A hub that was made anew counts from zero again; its events are younger than all that the
    /// block has seen, so they are not taken for redeliveries.
    /// </summary>
    public bool HasSeen(long sequence, DateTimeOffset enqueuedAt)
    {
        var enqueuedMs = enqueuedAt.ToUnixTimeMilliseconds();
        return this[sequence] != UsageOutcome.NotSeen && enqueuedMs >= FirstEnqueuedMs && enqueuedMs <= LastEnqueuedMs;
    }

    public void Saw(DateTimeOffset enqueuedAt)
    {
        var enqueuedMs = enqueuedAt.ToUnixTimeMilliseconds();
        FirstEnqueuedMs = Math.Min(FirstEnqueuedMs, enqueuedMs);
        LastEnqueuedMs = Math.Max(LastEnqueuedMs, enqueuedMs);
    }

    public byte[] Write() => FabricJson.Bytes(new LedgerBlockRow(Number, outcomes, Totals, FirstEnqueuedMs, LastEnqueuedMs));
}

/// <summary>A block as it is stored.</summary>
internal sealed record LedgerBlockRow(long Number, byte[] Outcomes, LedgerTotals Totals, long FirstEnqueuedMs, long LastEnqueuedMs);
