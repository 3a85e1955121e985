using System.Text.Json.Serialization;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Posting;

/// <summary>
/// The rows of the accounting periods: for each legal entity a head, which says from which day on its books are open and which month is closing,
/// and a row for each month that was ever closed. Periods close in order and open again in reverse, so one day says it all.
/// </summary>
internal sealed class PeriodTable(ITableStore store)
{
    private const string Table = "accountingperiods";
    private const string HeadRow = "head";
    private const string Index = "entities";

    public async Task<(PeriodHead Head, RowVersion? Version)> HeadAsync(string legalEntityId, CancellationToken cancellationToken)
    {
        var row = await store.GetAsync(Table, PartitionOf(legalEntityId), HeadRow, cancellationToken);
        return (row?.Read<PeriodHead>() ?? new PeriodHead(), row?.Version);
    }

    /// <summary>Writes the head and what happened to a month. False when somebody changed the head in between.</summary>
    public async Task<bool> TryWriteAsync(string legalEntityId, PeriodHead head, RowVersion? version, PeriodRecord record, CancellationToken cancellationToken)
    {
        // Known before its first period closes: a sweep must find it whenever the closing is to go on.
        await store.TryInsertAsync(Table, Index, TableKey.Escape(legalEntityId), legalEntityId, cancellationToken);
        var batch = new TableBatch(Table, PartitionOf(legalEntityId)).Upsert(RecordRow(record.Key), FabricJson.Bytes(record));
        var bytes = FabricJson.Bytes(head);
        var result = await store.CommitAsync(version is { } known ? batch.Update(HeadRow, bytes, known) : batch.Insert(HeadRow, bytes), cancellationToken);
        return result.IsCommitted;
    }

    public async Task<PeriodRecord?> RecordAsync(string legalEntityId, string key, CancellationToken cancellationToken) =>
        await store.ReadAsync<PeriodRecord>(Table, PartitionOf(legalEntityId), RecordRow(key), cancellationToken);

    public Task<List<PeriodRecord>> RecordsAsync(string legalEntityId, CancellationToken cancellationToken) =>
        store.ListAsync<PeriodRecord>(Table, PartitionOf(legalEntityId), RowRange.Prefix("period:"), cancellationToken);

    public Task<List<string>> LegalEntitiesAsync(CancellationToken cancellationToken) =>
        store.ListAsync<string>(Table, Index, RowRange.All, cancellationToken);

    private static string PartitionOf(string legalEntityId) => $"entity:{TableKey.Escape(legalEntityId)}";

    private static string RecordRow(string key) => $"period:{key}";
}

/// <summary>From which day on the books are open, and how far the month that is closing has come.</summary>
/// <param name="OpenFrom">First open day; absent: nothing was ever closed.</param>
/// <param name="Closing">The month that is closing, yyyyMM.</param>
/// <param name="DrainTo">The place in the lane that must be settled before the closing goes on.</param>
/// <param name="IsBooked">True once everything that closes the month is queued, before that place.</param>
internal sealed record PeriodHead(DateOnly? OpenFrom = null, string? Closing = null, long? DrainTo = null, bool IsBooked = false)
{
    /// <summary>
    /// The day on which an entry is booked: its own, or the first open one when that lies in a closed period, or in one that is closing and
    /// the entry is not one of those that close it.
    /// </summary>
    public DateOnly DayFor(JournalEntry entry)
    {
        var first = PostingKeys.BelongsToClose(entry.PostingKey) ? OpenFrom : FirstFree;
        return first > entry.AccountingDate ? first.Value : entry.AccountingDate;
    }

    /// <summary>The first day that no closing touches; absent: every day.</summary>
    [JsonIgnore]
    public DateOnly? FirstFree => Closing is { } key ? AccountingMonth.Find(key)!.Value.Next.First : OpenFrom;
}

/// <summary>What happened to a month.</summary>
/// <param name="Key">The month, yyyyMM.</param>
/// <param name="ClosedAt">When it was closed last.</param>
/// <param name="ReopenedAt">When it was opened again last.</param>
/// <param name="ReopenedBecause">Why.</param>
/// <param name="Reopenings">How often.</param>
internal sealed record PeriodRecord(
    string Key, DateTimeOffset? ClosedAt = null, DateTimeOffset? ReopenedAt = null, string? ReopenedBecause = null, int Reopenings = 0);
