using RevenueFunctions.Storage;

namespace RevenueFunctions.Operations;

/// <summary>The rows of the audit log: one partition with an entry row for each sequence, and the head row that says where it ends.</summary>
internal static class AuditTable
{
    public const string Table = "audit";
    public const string Partition = "log";
    public const string HeadRow = "head";

    private const string Prefix = "entry:";

    /// <summary>Head and entries in one partition are written in one batch; this leaves room for the head.</summary>
    public const int MostEntries = TableLimits.BatchChanges - 1;

    public static RowRange Entries { get; } = RowRange.Prefix(Prefix);

    public static string Row(long sequence) => Prefix + TableKey.Number(sequence);

    /// <summary>The rows from one entry to another, both included.</summary>
    public static RowRange Between(long first, long last) => new(Row(first), Row(last + 1));
}
