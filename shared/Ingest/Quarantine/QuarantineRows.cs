using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Ingest;

/// <summary>The rows of the quarantine: a partition for each group with its summary and its events, and one partition that lists the groups.</summary>
internal static class QuarantineRows
{
    public const string Table = "quarantine";
    public const string Groups = "groups";
    public const string Summary = "s";

    /// <summary>Raw bytes in one row; longer events go on in rows of their own.</summary>
    public const int RawBytes = 640 * 1024;

    public static RowRange Events { get; } = RowRange.Prefix("e|");

    public static string PartitionOf(string groupId) => $"g:{TableKey.Escape(groupId)}";

    /// <summary>The group of a reason and a cause. Readable where the cause is plain, hashed where it is not, safe in an address always.</summary>
    public static string GroupOf(QuarantineReason reason, string? cause)
    {
        var code = QuarantineReasons.Code(reason);
        if (string.IsNullOrEmpty(cause))
        {
            return code;
        }

        var isPlain = cause.Length <= 80 && cause.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');
        return isPlain ? $"{code}~{cause}" : $"{code}~~{Hash128.Text(Hash128.Of(Encoding.UTF8.GetBytes(cause)))}";
    }

    public static string Event(string hubPartition, long sequence, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"e|{TableKey.Escape(hubPartition)}|{TableKey.Number(sequence)}|{index:D6}");

    /// <summary>A row that goes on with the raw bytes of an event; sorts outside the events, so that lists need not skip it.</summary>
    public static string More(string eventRow, int part) => string.Create(CultureInfo.InvariantCulture, $"m{eventRow[1..]}|{part:D3}");

    public static byte[] Write(QuarantineHeader header, ReadOnlySpan<byte> raw)
    {
        var head = FabricJson.Bytes(header);
        var value = new byte[4 + head.Length + raw.Length];
        BinaryPrimitives.WriteInt32LittleEndian(value, head.Length);
        head.CopyTo(value, 4);
        raw.CopyTo(value.AsSpan(4 + head.Length));
        return value;
    }

    public static QuarantineHeader Read(ReadOnlyMemory<byte> value, out ReadOnlyMemory<byte> raw)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(value.Span);
        raw = value[(4 + length)..];
        return FabricJson.Read<QuarantineHeader>(value.Span.Slice(4, length));
    }
}

/// <summary>What is stored of a quarantined event before its raw bytes.</summary>
/// <param name="MoreParts">Rows that go on with its raw bytes.</param>
internal sealed record QuarantineHeader(
    string Reason,
    string HubPartition,
    long SequenceNumber,
    int Index,
    bool IsWhole,
    DateTimeOffset EnqueuedAt,
    bool CanReplay,
    int MoreParts,
    string? Detail = null,
    string? ContentType = null,
    IReadOnlyDictionary<string, string>? Properties = null);
