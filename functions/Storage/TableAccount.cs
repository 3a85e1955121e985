using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Functions.Storage;

/// <summary>One storage account: its tables, made when they are first written to, and its failures in the port's words.</summary>
internal sealed class TableAccount(TableServiceClient service)
{
    private readonly ConcurrentDictionary<string, TableClient> tables = new(StringComparer.Ordinal);

    public Uri Uri => service.Uri;

    public TableClient Table(string name) => tables.GetOrAdd(name, service.GetTableClient);

    /// <summary>Runs a request. What is no answer becomes <see cref="StorageUnavailableException"/>.</summary>
    public async Task<T> RequestAsync<T>(Func<Task<T>> request, CancellationToken cancellationToken)
    {
        try
        {
            return await request();
        }
        catch (Exception failure) when (TableFailures.Outage(failure, service.Uri, cancellationToken) is { } outage)
        {
            throw outage;
        }
    }

    /// <summary>Runs a write; makes its table first if it is missing.</summary>
    public Task<CommitResult> WriteAsync(string table, Func<TableClient, Task<CommitResult>> write, CancellationToken cancellationToken) => RequestAsync(
        async () =>
        {
            try
            {
                return await write(Table(table));
            }
            catch (RequestFailedException failure) when (TableFailures.IsTableMissing(failure))
            {
                // Several may do this at once: who comes second finds the table there, which is as good.
                await service.CreateTableIfNotExistsAsync(table, cancellationToken);
                return await write(Table(table));
            }
        },
        cancellationToken);
}
