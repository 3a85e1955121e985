using Azure;
using Azure.Data.Tables;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Functions.Storage;

/// <summary>
/// The storage port over Azure Table storage, on one account or several. A batch of one change is a single request, a larger one an entity
/// group transaction; both are durable when they are answered.
/// </summary>
/// <remarks>
/// The client repeats a request whose outcome it does not know. So a write can meet its own first attempt, and is then answered as a conflict
/// although it was applied: nothing is lost or doubled by that, since every caller takes a conflict as a reason to read what is there (the
/// simulation's fault StorageOwnConflict holds them to it). Not repeating would only turn each lost answer into a failed step.
/// </remarks>
public sealed class AzureTableStore(IReadOnlyList<TableServiceClient> services) : ITableStore, IDisposable
{
    private const int ParallelReads = 20;

    // Well-formed, so that the service compares it, and older than every entity.
    private static readonly ETag Never = new("W/\"datetime'1601-01-01T00%3A00%3A00Z'\"");

    private readonly TableAccounts accounts = new([.. services.Select(service => new TableAccount(service))]);

    /// <summary>Makes sure that rows lie where they are looked for. Otherwise it happens before the first request.</summary>
    /// <exception cref="DataAccountsChangedException">The accounts are not those the rows were spread over.</exception>
    public Task CheckAccountsAsync(CancellationToken cancellationToken = default) => accounts.CheckAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => accounts.Dispose();

    /// <inheritdoc/>
    public async ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default) =>
        await ReadAsync(await accounts.OfAsync(table, partition, cancellationToken), table, partition, row, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TableRow>> GetManyAsync(
        string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var account = await accounts.OfAsync(table, partition, cancellationToken);
        string[] wanted = [.. rows.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var found = new TableRow?[wanted.Length];

        // Point reads beat a filter that names the rows: the service would scan the partition for it.
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, wanted.Length), options, async (at, token) => found[at] = await ReadAsync(account, table, partition, wanted[at], token));
        return [.. found.OfType<TableRow>()];
    }

    /// <inheritdoc/>
    public async ValueTask<TablePage> QueryAsync(
        string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, TableLimits.PageRows);
        var account = await accounts.OfAsync(table, partition, cancellationToken);
        return await account.RequestAsync(
            () => PageAsync(account.Table(table), RowFilter.Of(partition, range.Start(continuation), range.Before), limit, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default)
    {
        TableLimits.Check(batch);
        var account = await accounts.OfAsync(batch.Table, batch.Partition, cancellationToken);
        return await account.WriteAsync(
            batch.Table,
            async table =>
            {
                try
                {
                    return batch.Changes is [var only]
                        ? await ApplyAsync(table, batch.Partition, only, cancellationToken)
                        : await ApplyAsync(table, batch, cancellationToken);
                }
                catch (RequestFailedException failure) when (TableFailures.Conflict(failure) is { } conflict)
                {
                    return conflict;
                }
            },
            cancellationToken);
    }

    /// <summary>
    /// One page. The port's continuation is the key to go on from, not the service's token: it stays right when rows come and go, and one that
    /// somebody made up can at most name another key of the range.
    /// </summary>
    private static async Task<TablePage> PageAsync(TableClient table, string filter, int limit, CancellationToken cancellationToken)
    {
        var rows = new List<TableRow>();
        var bytes = 0L;
        try
        {
            // One row more than is asked for, which names where the next page begins; the service takes no more than a thousand.
            var top = Math.Min(limit + 1, TableLimits.PageRows);
            await foreach (var page in table.QueryAsync<TableEntity>(filter, top, null, cancellationToken).AsPages())
            {
                foreach (var row in page.Values.Select(EntityValue.Row))
                {
                    if (rows.Count == limit || bytes >= TableLimits.PageBytes)
                    {
                        return new TablePage(rows, row.Row);
                    }

                    bytes += row.Value.Length;
                    rows.Add(row);
                }

                if (page.ContinuationToken is not null && (rows.Count == limit || bytes >= TableLimits.PageBytes))
                {
                    return new TablePage(rows, RowFilter.After(rows[^1].Row));
                }

                // The service may end a page wherever it likes, even before its first row: what is asked for goes on.
            }
        }
        catch (RequestFailedException failure) when (TableFailures.IsTableMissing(failure))
        {
            // Nothing was ever written to it.
        }

        return new TablePage(rows, null);
    }

    private static Task<TableRow?> ReadAsync(TableAccount account, string table, string partition, string row, CancellationToken cancellationToken) =>
        account.RequestAsync(
            async () =>
            {
                var found = await account.Table(table).GetEntityIfExistsAsync<TableEntity>(partition, row, null, cancellationToken);
                return found.HasValue ? EntityValue.Row(found.Value!) : null;
            },
            cancellationToken);

    private static async Task<CommitResult> ApplyAsync(TableClient table, string partition, TableChange change, CancellationToken cancellationToken)
    {
        var response = change.Kind switch
        {
            TableChangeKind.Insert => await table.AddEntityAsync(Entity(partition, change), cancellationToken),
            TableChangeKind.Update => await table.UpdateEntityAsync(Entity(partition, change), Match(change), TableUpdateMode.Replace, cancellationToken),
            TableChangeKind.Upsert => await table.UpsertEntityAsync(Entity(partition, change), TableUpdateMode.Replace, cancellationToken),
            _ => await table.DeleteEntityAsync(partition, change.Row, Match(change), cancellationToken),
        };

        // The client does not throw when there was nothing to delete.
        return response.Status == 404 ? CommitResult.Failed(CommitConflict.NotFound, 0) : CommitResult.Committed(VersionIn(response));
    }

    private static async Task<CommitResult> ApplyAsync(TableClient table, TableBatch batch, CancellationToken cancellationToken)
    {
        var responses = await table.SubmitTransactionAsync(Actions(batch), cancellationToken);
        return CommitResult.Committed(VersionIn(responses.Value[0]));
    }

    /// <summary>The batch as the transaction that it becomes: replacing, never merging, so that no property of a longer value stays behind.</summary>
    internal static IEnumerable<TableTransactionAction> Actions(TableBatch batch) => batch.Changes.Select(change => change.Kind switch
    {
        TableChangeKind.Insert => new TableTransactionAction(TableTransactionActionType.Add, Entity(batch.Partition, change)),
        TableChangeKind.Update => new TableTransactionAction(TableTransactionActionType.UpdateReplace, Entity(batch.Partition, change), Match(change)),
        TableChangeKind.Upsert => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Entity(batch.Partition, change)),
        _ => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(batch.Partition, change.Row), Match(change)),
    });

    private static TableEntity Entity(string partition, TableChange change) => EntityValue.Entity(partition, change.Row, change.Value);

    /// <summary>The version as a condition. One that is no ETag of Tables was never given by this store, and must match no row.</summary>
    private static ETag Match(TableChange change) => change.IfMatch == RowVersion.Any
        ? ETag.All
        : change.IfMatch.Value?.StartsWith("W/\"", StringComparison.Ordinal) == true ? new ETag(change.IfMatch.Value) : Never;

    // A deleted row has no version any more.
    private static RowVersion VersionIn(Response response) => response.Headers.ETag is { } version ? new RowVersion(version.ToString()) : default;
}
