using System.Collections.Immutable;
using System.Text;

namespace RevenueFunctions.Ingest;

/// <summary>What the store holds under a record's key: where it came from and what it was, the period that claimed it late, or why it is no record.</summary>
/// <param name="HubPartition">Where it was received.</param>
/// <param name="SequenceNumber">The hub event that carried it.</param>
/// <param name="Index">Its place in that.</param>
/// <param name="Content">Its content hash.</param>
/// <param name="MovedTo">For a claim: the later period that bills it. Null for a record.</param>
/// <param name="IsWithdrawn">True when the record was taken out because its identity had come before with another time.</param>
/// <param name="IsWrittenOff">True when it came late and its contract writes late usage off.</param>
internal sealed record StoredClaim(
    string HubPartition, long SequenceNumber, int Index, UInt128 Content, string? MovedTo, bool IsWithdrawn = false, bool IsWrittenOff = false)
{
    public bool IsOf(string hubPartition, UsageItem item) =>
        SequenceNumber == item.Hub.SequenceNumber && Index == item.Index && HubPartition == hubPartition;
}

/// <summary>The stored form of usage records, version 1.</summary>
internal static class RecordCodec
{
    private const byte Version = 1;
    private const byte HasMoved = 1;
    private const byte IsLate = 2;
    private const byte IsWithdrawn = 4;
    private const byte IsWrittenOff = 8;
    private const byte HasText = 1;
    private const byte HasAmount = 2;

    /// <summary>An upper bound of the bytes of an item's record.</summary>
    public static int MaxLength(string hubPartition, UsageItem item)
    {
        var length = 128 + (hubPartition.Length * 3) + item.Source.Length + item.Id.Length + item.Type.Length;
        for (var at = 0; at < item.MeasureCount; at++)
        {
            ref readonly var measure = ref item.Measures[at];
            length += measure.Series.Encoded.Length + 64 + ((measure.Text?.Length ?? 0) * 3);
        }

        return length;
    }

    /// <summary>Writes an item's record; with <paramref name="movedTo"/> the claim that stands for it in its own period.</summary>
    public static int Write(Span<byte> to, string hubPartition, UsageItem item, string? movedTo = null)
    {
        var writer = new RecordWriter(to);
        writer.Byte(Version);
        writer.Byte((byte)((movedTo is null ? 0 : HasMoved) | (item.LateFrom is null ? 0 : IsLate) | (movedTo is null && item.IsWrittenOff ? IsWrittenOff : 0)));
        writer.Hash(item.Content);
        writer.Text(hubPartition);
        writer.Number((ulong)item.Hub.SequenceNumber);
        writer.Number((ulong)item.Index);
        writer.Number((ulong)Math.Max(0, item.Hub.EnqueuedAt.ToUnixTimeMilliseconds()));
        if (movedTo is not null)
        {
            writer.Text(movedTo);
        }

        if (item.LateFrom is not null)
        {
            writer.Text(item.LateFrom);
        }

        writer.Text(item.Source.Span);
        writer.Text(item.Id.Span);
        writer.Text(item.Type.Span);
        writer.Number((ulong)item.MeasureCount);
        for (var at = 0; at < item.MeasureCount; at++)
        {
            ref readonly var measure = ref item.Measures[at];
            writer.Raw(measure.Series.Encoded);
            writer.Quantity(measure.Quantity);
            writer.Byte((byte)((measure.Text is null ? 0 : HasText) | (measure.Amount is null ? 0 : HasAmount)));
            if (measure.Text is not null)
            {
                writer.Text(measure.Text);
            }

            if (measure.Amount is { } amount)
            {
                writer.Quantity(amount);
            }
        }

        return writer.Length;
    }

    public static StoredClaim ReadClaim(ReadOnlySpan<byte> stored)
    {
        var reader = Open(stored, out var flags, out var content);
        var (partition, sequence, index) = (reader.Text(), (long)reader.Number(), (int)reader.Number());
        reader.Number();
        return new StoredClaim(partition, sequence, index, content, (flags & HasMoved) != 0 ? reader.Text() : null, (flags & IsWithdrawn) != 0, (flags & IsWrittenOff) != 0);
    }

    /// <summary>True for a record; false for the claim of a late one, and for the mark of one that was taken out or written off.</summary>
    public static bool IsRecord(ReadOnlySpan<byte> stored) => (stored[1] & (HasMoved | IsWithdrawn | IsWrittenOff)) == 0;

    public static bool IsLateWriteOff(ReadOnlySpan<byte> stored) => (stored[1] & (HasMoved | IsWithdrawn | IsWrittenOff)) == IsWrittenOff;

    public static bool IsLateRecord(ReadOnlySpan<byte> stored) => IsRecord(stored) && (stored[1] & IsLate) != 0;

    /// <summary>The mark that stays in the place of a record that is taken out.</summary>
    public static byte[] Withdraw(ReadOnlySpan<byte> stored)
    {
        var mark = stored.ToArray();
        mark[1] |= IsWithdrawn;
        return mark;
    }

    public static UInt128 Content(ReadOnlySpan<byte> stored)
    {
        Open(stored, out _, out var content);
        return content;
    }

    /// <summary>Reads a whole record, or the event that a claim stands for.</summary>
    public static UsageRecord Read(string row, ReadOnlySpan<byte> stored, string accountId, string periodKey)
    {
        var reader = Open(stored, out var flags, out var content);
        var (partition, sequence, index) = (reader.Text(), (long)reader.Number(), (int)reader.Number());
        var enqueued = DateTimeOffset.FromUnixTimeMilliseconds((long)reader.Number());
        if ((flags & HasMoved) != 0)
        {
            reader.Bytes();
        }

        var lateFrom = (flags & IsLate) != 0 ? reader.Text() : null;
        var (source, id, type) = (reader.Text(), reader.Text(), reader.Text());
        var measures = ImmutableArray.CreateBuilder<UsageMeasure>((int)reader.Number());
        for (var at = measures.Capacity; at > 0; at--)
        {
            measures.Add(ReadMeasure(ref reader));
        }

        return new UsageRecord(
            source, id, type, DateTimeOffset.FromUnixTimeMilliseconds(UsageRows.TimeOf(row)), accountId, periodKey,
            partition, sequence, index, enqueued, Hash128.Text(content), measures.ToImmutable(), lateFrom);
    }

    private static UsageMeasure ReadMeasure(ref RecordReader reader)
    {
        var (subscription, meter) = (reader.Text(), reader.Text());
        var group = SeriesSource.NoGroup;
        for (var count = reader.Byte(); count > 0; count--)
        {
            group = group.SetItem(reader.Text(), reader.Text());
        }

        var quantity = reader.Quantity();
        var has = reader.Byte();
        var text = (has & HasText) == 0 ? null : reader.Text();
        return new UsageMeasure(subscription, meter, group, quantity, text, (has & HasAmount) == 0 ? null : reader.Quantity());
    }

    private static RecordReader Open(ReadOnlySpan<byte> stored, out byte flags, out UInt128 content)
    {
        var reader = new RecordReader(stored);
        var version = reader.Byte();
        if (version != Version)
        {
            throw new InvalidDataException($"A usage record has the version {version}; this build reads {Version}.");
        }

        flags = reader.Byte();
        content = reader.Hash();
        return reader;
    }
}
