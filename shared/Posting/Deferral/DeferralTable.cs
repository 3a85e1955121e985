using RevenueFunctions.Storage;

namespace RevenueFunctions.Posting;

/// <summary>
/// The rows of the deferred fees, one partition for each legal entity: a schedule for each invoice line, a row beside it for as long as something
/// of it is to be recognised, the number of the last recognition of each period, and each recognition until its entry is recorded.
/// </summary>
internal sealed class DeferralTable(ITableStore store)
{
    private const string Table = "deferredrevenue";
    private const string Index = "entities";
    private const string Open = "open:";

    public async Task InsertAsync(DeferredSchedule schedule, CancellationToken cancellationToken)
    {
        await store.TryInsertAsync(Table, Index, TableKey.Escape(schedule.LegalEntityId), schedule.LegalEntityId, cancellationToken);
        var key = KeyOf(schedule.InvoiceId, schedule.Line);

        // Refused when it stands already: the first one is as the invoice's entry was queued.
        await store.CommitAsync(
            new TableBatch(Table, PartitionOf(schedule.LegalEntityId)).Insert($"schedule:{key}", FabricJson.Bytes(schedule)).Insert(Open + key, FabricJson.Bytes(key)), cancellationToken);
    }

    public Task<List<string>> LegalEntitiesAsync(CancellationToken cancellationToken) => store.ListAsync<string>(Table, Index, RowRange.All, cancellationToken);

    public async Task<(DeferredSchedule Schedule, RowVersion Version)?> FindAsync(string legalEntityId, string invoiceId, int line, CancellationToken cancellationToken)
    {
        var row = await store.GetAsync(Table, PartitionOf(legalEntityId), $"schedule:{KeyOf(invoiceId, line)}", cancellationToken);
        return row is null ? null : (row.Read<DeferredSchedule>(), row.Version);
    }

    public async Task<(IReadOnlyList<DeferredSchedule> Schedules, string? Next)> ListAsync(
        string legalEntityId, string? invoiceId, int limit, string? continuation, CancellationToken cancellationToken)
    {
        var range = RowRange.Prefix(invoiceId is null ? "schedule:" : $"schedule:{TableKey.Escape(invoiceId)}:");
        var page = await store.QueryAsync(Table, PartitionOf(legalEntityId), range, limit, continuation, cancellationToken);
        return ([.. page.Rows.Select(row => row.Read<DeferredSchedule>())], page.Continuation);
    }

    /// <summary>A page of the schedules of which something is left, with their versions.</summary>
    public async Task<(IReadOnlyList<(DeferredSchedule Schedule, RowVersion Version)> Schedules, string? Next)> OpenAsync(
        string legalEntityId, string? continuation, CancellationToken cancellationToken)
    {
        var page = await store.QueryAsync(Table, PartitionOf(legalEntityId), RowRange.Prefix(Open), TableLimits.PageRows, continuation, cancellationToken);
        var rows = await store.GetManyAsync(Table, PartitionOf(legalEntityId), [.. page.Rows.Select(row => $"schedule:{row.Read<string>()}")], cancellationToken);
        return ([.. rows.Select(row => (row.Read<DeferredSchedule>(), row.Version))], page.Continuation);
    }

    /// <summary>Writes a schedule that was cut or cancelled, and that it is to be looked at again. False when somebody wrote it in between.</summary>
    public async Task<bool> TryWriteAsync(DeferredSchedule schedule, RowVersion version, CancellationToken cancellationToken)
    {
        var key = KeyOf(schedule.InvoiceId, schedule.Line);
        var batch = new TableBatch(Table, PartitionOf(schedule.LegalEntityId))
            .Update($"schedule:{key}", FabricJson.Bytes(schedule), version)
            .Upsert(Open + key, FabricJson.Bytes(key));
        return (await store.CommitAsync(batch, cancellationToken)).IsCommitted;
    }

    public async Task<(int Last, RowVersion? Version)> LastNumberAsync(string legalEntityId, string period, CancellationToken cancellationToken)
    {
        var row = await store.GetAsync(Table, PartitionOf(legalEntityId), $"last:{period}", cancellationToken);
        return (row is null ? 0 : row.Read<int>(), row?.Version);
    }

    /// <summary>
    /// Notes a recognition on its schedules and keeps its entry, all or nothing: so a crash can neither lose what was recognised nor recognise it
    /// twice. False when a schedule or the number was written in between.
    /// </summary>
    public async Task<bool> TryRecogniseAsync(
        RecognitionRun run, RowVersion? last, IEnumerable<(DeferredSchedule Schedule, RowVersion Version, bool IsDone)> schedules, CancellationToken cancellationToken)
    {
        var batch = new TableBatch(Table, PartitionOf(run.Entry.LegalEntityId)).Insert(PendingRow(run), FabricJson.Bytes(run));
        batch = last is { } version ? batch.Update($"last:{run.Period}", FabricJson.Bytes(run.Number), version) : batch.Insert($"last:{run.Period}", FabricJson.Bytes(run.Number));
        foreach (var (schedule, read, done) in schedules)
        {
            var key = KeyOf(schedule.InvoiceId, schedule.Line);
            batch.Update($"schedule:{key}", FabricJson.Bytes(schedule), read);
            if (done)
            {
                batch.Delete(Open + key, RowVersion.Any);
            }
        }

        return (await store.CommitAsync(batch, cancellationToken)).IsCommitted;
    }

    public Task<List<RecognitionRun>> PendingAsync(string legalEntityId, CancellationToken cancellationToken) =>
        store.ListAsync<RecognitionRun>(Table, PartitionOf(legalEntityId), RowRange.Prefix("pending:"), cancellationToken);

    public async Task RecordedAsync(RecognitionRun run, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(Table, PartitionOf(run.Entry.LegalEntityId), PendingRow(run), cancellationToken) is { } row)
        {
            await store.CommitAsync(new TableBatch(Table, row.Partition).Delete(row.Row, row.Version), cancellationToken);
        }
    }

    private static string PartitionOf(string legalEntityId) => $"entity:{TableKey.Escape(legalEntityId)}";

    private static string KeyOf(string invoiceId, int line) => $"{TableKey.Escape(invoiceId)}:{TableKey.Number(line)}";

    private static string PendingRow(RecognitionRun run) => $"pending:{run.Period}:{TableKey.Number(run.Number)}";
}

/// <summary>A recognition whose entry is to be recorded.</summary>
internal sealed record RecognitionRun(string Period, int Number, JournalEntry Entry);
