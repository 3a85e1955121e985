using RevenueFunctions.Storage;

namespace RevenueFunctions.Sagas;

/// <summary>
/// What the fabric keeps of its sagas: the record, what each step and compensation came to, and people's answers. Stored before any
/// event is raised, because events may be lost or doubled.
/// </summary>
public sealed class SagaJournal(ITableStore store, TimeProvider clock)
{
    private const string Table = "sagas";
    private const string RecordRow = "record";

    /// <summary>The saga's record, or null when it was never started.</summary>
    public async Task<SagaRecord?> FindAsync(string sagaId, CancellationToken cancellationToken = default) =>
        await store.ReadAsync<SagaRecord>(Table, TableKey.Escape(sagaId), RecordRow, cancellationToken);

    /// <summary>
    /// Claims a run. Answers the record of the run to start, or of the run that stands in the way: one that ended well, and one that was
    /// compensated unless <paramref name="again"/>. A run that is claimed already is answered as it is, for the caller to start.
    /// </summary>
    public Task<SagaRecord> ClaimAsync(string accountId, string periodKey, bool again, CancellationToken cancellationToken = default) =>
        ClaimAsync(accountId, periodKey, standing => again && standing.State == SagaState.Compensated, null, cancellationToken);

    /// <summary>
    /// Claims the run that bills a period again after its invoice was taken back. Answers the record that stands when the period is not on
    /// that invoice any more, and so the same when asked again.
    /// </summary>
    public Task<SagaRecord> ClaimRebillAsync(string accountId, string periodKey, string invoiceId, CancellationToken cancellationToken = default) =>
        ClaimAsync(accountId, periodKey, standing => standing.State == SagaState.Completed && standing.InvoiceId == invoiceId, invoiceId, cancellationToken);

    private async Task<SagaRecord> ClaimAsync(
        string accountId, string periodKey, Func<SagaRecord, bool> isOver, string? rebills, CancellationToken cancellationToken)
    {
        var sagaId = SagaId.Of(accountId, periodKey);
        while (true)
        {
            var row = await store.GetAsync(Table, TableKey.Escape(sagaId), RecordRow, cancellationToken);
            var standing = row?.Read<SagaRecord>();
            if (standing is not null && !isOver(standing))
            {
                return standing;
            }

            var claim = new SagaRecord(sagaId, accountId, periodKey, (standing?.Run ?? 0) + 1, SagaState.Running, clock.GetUtcNow(), Rebills: rebills);
            var batch = new TableBatch(Table, TableKey.Escape(sagaId));
            batch = row is null ? batch.Insert(RecordRow, FabricJson.Bytes(claim)) : batch.Update(RecordRow, FabricJson.Bytes(claim), row.Version);
            if ((await store.CommitAsync(batch, cancellationToken)).IsCommitted)
            {
                return claim;
            }
        }
    }

    /// <summary>Records what a step or a compensation came to.</summary>
    public async Task RecordAsync(StepInput input, string step, StepOutcome outcome, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);

        // Upsert: a repeat of an idempotent step comes to the same, and only the last answer of a waiting one is of interest.
        var record = new SagaStepRecord(input.Run, input.Order, step, outcome, clock.GetUtcNow());
        await store.CommitAsync(new TableBatch(Table, TableKey.Escape(input.SagaId)).Upsert(StepRow(input, step), FabricJson.Bytes(record)), cancellationToken);
    }

    /// <summary>What the steps and compensations of a run came to, in the order in which they were taken.</summary>
    public async Task<IReadOnlyList<SagaStepRecord>> StepsAsync(string sagaId, int run, CancellationToken cancellationToken = default) =>
        await store.ListAsync<SagaStepRecord>(Table, TableKey.Escape(sagaId), RowRange.Prefix($"step:{TableKey.Number(run)}:"), cancellationToken);

    /// <summary>Records the end of a run. A repeat changes nothing; a later run is left alone.</summary>
    public async Task EndAsync(SagaEnd end, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(end);
        while (true)
        {
            var row = await store.GetAsync(Table, TableKey.Escape(end.SagaId), RecordRow, cancellationToken);
            var standing = row?.Read<SagaRecord>();
            if (standing is not null && (standing.Run > end.Run || standing.State != SagaState.Running))
            {
                return;
            }

            // Without a claim the instance was started by hand through the engine's own API; its end is kept all the same.
            var now = clock.GetUtcNow();
            var ended = new SagaRecord(
                end.SagaId, end.AccountId, end.PeriodKey, end.Run, end.State, standing?.StartedAt ?? now, now, end.InvoiceId, end.Code, end.Message,
                standing?.Rebills);
            var batch = new TableBatch(Table, TableKey.Escape(end.SagaId));
            batch = row is null ? batch.Insert(RecordRow, FabricJson.Bytes(ended)) : batch.Update(RecordRow, FabricJson.Bytes(ended), row.Version);
            if ((await store.CommitAsync(batch, cancellationToken)).IsCommitted)
            {
                return;
            }
        }
    }

    /// <summary>Stores an answer to a question; the first one counts. Answers the one that stands.</summary>
    public async Task<SagaAnswer> AnswerAsync(string sagaId, string caseId, SagaAction action, string note, CancellationToken cancellationToken = default)
    {
        var answer = new SagaAnswer(action, note, clock.GetUtcNow());
        return await store.TryInsertAsync(Table, TableKey.Escape(sagaId), AnswerRow(caseId), answer, cancellationToken)
            ? answer
            : (await FindAnswerAsync(sagaId, caseId, cancellationToken))!;
    }

    /// <summary>The answer to a question, or null.</summary>
    public async Task<SagaAnswer?> FindAnswerAsync(string sagaId, string caseId, CancellationToken cancellationToken = default) =>
        await store.ReadAsync<SagaAnswer>(Table, TableKey.Escape(sagaId), AnswerRow(caseId), cancellationToken);

    private static string StepRow(StepInput input, string step) => $"step:{TableKey.Number(input.Run)}:{TableKey.Number(input.Order)}:{step}";

    private static string AnswerRow(string caseId) => $"answer:{TableKey.Escape(caseId)}";
}
