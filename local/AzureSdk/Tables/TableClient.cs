#nullable disable // The real assembly is not annotated.
using Azure.Core;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

/// <summary>One table: point reads, queries within it, changes of single entities and transactions within one partition.</summary>
public class TableClient
{
    private readonly TableAccess access;

    internal TableClient(TableAccess access, string name)
    {
        this.access = access;
        Name = name;
    }

    protected TableClient()
    {
    }

    public virtual string Name { get; }

    public static string CreateQueryFilter(FormattableString filter) => ODataLiteral.Filter(filter);

    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        using var message = access.Message(RequestMethod.Get, access.EntityPath(Name, partitionKey, rowKey), Selected(select));
        var response = await access.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return response.Status switch
        {
            200 => Response.FromValue(EntityJson.ReadOne<T>(response.Content), response),
            404 => new NoEntity<T>(response),
            _ => throw new RequestFailedException(response),
        };
    }

    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        using var message = access.Add(Name, Keyed(entity));
        return await ExpectAsync(message, [201, 204], cancellationToken).ConfigureAwait(false);
    }

    public virtual async Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        if (ifMatch == default)
        {
            throw new ArgumentException("Value cannot be empty.", nameof(ifMatch));
        }

        using var message = access.Write(Name, Keyed(entity), mode, ifMatch);
        return await ExpectAsync(message, [204], cancellationToken).ConfigureAwait(false);
    }

    public virtual async Task<Response> UpsertEntityAsync<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        using var message = access.Write(Name, Keyed(entity), mode, default);
        return await ExpectAsync(message, [204], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An entity that is not there is no failure: the response then has status 404.</summary>
    public virtual async Task<Response> DeleteEntityAsync(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        using var message = access.Delete(Name, partitionKey, rowKey, ifMatch);
        return await ExpectAsync(message, [204, 404], cancellationToken).ConfigureAwait(false);
    }

    public virtual AsyncPageable<T> QueryAsync<T>(
        string filter = null, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        new EntityPages<T>(access, Name, filter, Selected(select), maxPerPage, cancellationToken);

    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        TableTransactionAction[] actions = [.. transactionActions];
        ChangeSet.Check(actions);
        using var message = access.Batch(ChangeSet.Write(access, Name, actions, out var contentType), contentType);
        var response = await access.SendAsync(message, cancellationToken).ConfigureAwait(false);
        if (response.Status != 202)
        {
            throw new RequestFailedException(response);
        }

        var answers = ChangeSetAnswer.Read(response);
        return answers is [{ Status: >= 400 } refused]
            ? throw new TableTransactionFailedException(new RequestFailedException(refused, null, TableErrorParser.Instance))
            : Response.FromValue(answers, response);
    }

    private async Task<Response> ExpectAsync(HttpMessage message, int[] statuses, CancellationToken cancellationToken)
    {
        var response = await access.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return statuses.Contains(response.Status) ? response : throw new RequestFailedException(response);
    }

    private static T Keyed<T>(T entity)
        where T : ITableEntity
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(entity.PartitionKey);
        ArgumentNullException.ThrowIfNull(entity.RowKey);
        return entity;
    }

    private static string Selected(IEnumerable<string> select) => select is null ? null : string.Join(',', select);
}
