namespace Azure.Data.Tables.Wire;

/// <summary>The pages of a query. A continuation token is the service's next partition and row key, parted by a blank.</summary>
internal sealed class EntityPages<T>(TableAccess access, string table, string? filter, string? select, int? maxPerPage, CancellationToken cancellationToken)
    : AsyncPageable<T>(cancellationToken)
    where T : class, ITableEntity
{
    private const string NextPartitionKey = "x-ms-continuation-NextPartitionKey";
    private const string NextRowKey = "x-ms-continuation-NextRowKey";

    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var next = continuationToken?.Split(' ', 2) ?? [];
            using var message = access.Query(table, filter, select, pageSizeHint ?? maxPerPage, Given(next, 0), Given(next, 1));
            var response = await access.SendAsync(message, CancellationToken).ConfigureAwait(false);
            if (response.Status != 200)
            {
                throw new RequestFailedException(response);
            }

            continuationToken = Token(response);
            yield return Page<T>.FromValues(EntityJson.ReadAll<T>(response.Content), continuationToken, response);
        }
        while (continuationToken is not null);
    }

    private static string? Given(string[] parts, int at) => at < parts.Length && parts[at].Length > 0 ? parts[at] : null;

    private static string? Token(Response response)
    {
        var partition = response.Headers.TryGetValue(NextPartitionKey, out var first) ? first : null;
        var row = response.Headers.TryGetValue(NextRowKey, out var second) ? second : null;
        return partition is null && row is null ? null : $"{partition} {row}";
    }
}
