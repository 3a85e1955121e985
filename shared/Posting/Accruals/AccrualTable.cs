using System.Collections.Immutable;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Posting;

/// <summary>The rows of the accruals: for each legal entity one for each closing of a period, and beside them what each was made of, account by account.</summary>
internal sealed class AccrualTable(ITableStore store)
{
    private const string Table = "accruals";

    public async Task<AccrualRun?> FindAsync(string legalEntityId, string period, int closing, CancellationToken cancellationToken) =>
        await store.ReadAsync<AccrualRun>(Table, RunsOf(legalEntityId), RunRow(period, closing), cancellationToken);

    /// <summary>Stores an accrual; whoever comes second gets the first one.</summary>
    public async Task<AccrualRun> InsertAsync(string legalEntityId, AccrualRun run, IReadOnlyList<UnbilledAmount> amounts, CancellationToken cancellationToken)
    {
        // The details first: the accrual is what makes them count. A repeat with other figures replaces what no accrual names.
        foreach (var some in amounts.Chunk(TableLimits.BatchChanges))
        {
            var batch = new TableBatch(Table, AmountsOf(legalEntityId, run.Period, run.Closing));
            foreach (var amount in some)
            {
                batch.Upsert($"{TableKey.Escape(amount.AccountId)}:{amount.PeriodKey}:{TableKey.Escape(amount.Product)}", FabricJson.Bytes(amount));
            }

            await store.CommitAsync(batch, cancellationToken);
        }

        await store.TryInsertAsync(Table, RunsOf(legalEntityId), RunRow(run.Period, run.Closing), run, cancellationToken);
        return (await FindAsync(legalEntityId, run.Period, run.Closing, cancellationToken))!;
    }

    public async Task<(IReadOnlyList<UnbilledAmount> Amounts, string? Next)> AmountsAsync(
        string legalEntityId, string period, int closing, int limit, string? continuation, CancellationToken cancellationToken)
    {
        var page = await store.QueryAsync(Table, AmountsOf(legalEntityId, period, closing), RowRange.All, limit, continuation, cancellationToken);
        return ([.. page.Rows.Select(row => row.Read<UnbilledAmount>())], page.Continuation);
    }

    private static string RunsOf(string legalEntityId) => $"entity:{TableKey.Escape(legalEntityId)}";

    private static string AmountsOf(string legalEntityId, string period, int closing) => $"amounts:{TableKey.Escape(legalEntityId)}:{period}:{TableKey.Number(closing)}";

    private static string RunRow(string period, int closing) => $"{period}:{TableKey.Number(closing)}";
}

/// <summary>An accrual: what it came to, and its two entries, where there is anything to book.</summary>
internal sealed record AccrualRun(string Period, int Closing, ImmutableArray<AccruedAmount> Accrued, JournalEntry? Entry = null, JournalEntry? Reversal = null);
