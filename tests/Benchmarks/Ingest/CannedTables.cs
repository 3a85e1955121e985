using System.Net;
using System.Text;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using RevenueFunctions.Functions.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Benchmarks.Ingest;

/// <summary>
/// A store that hands each batch to the Table client, whose requests are answered at once and kept nowhere; what is read again is kept beside it. What is left
/// is what a batch costs the sender: entities, JSON, base64, the multipart request and its answer. TLS is not in it.
/// </summary>
internal sealed class CannedTables : ITableStore, IDisposable
{
    private readonly NullStore kept = new();
    private readonly HttpClient http = new(new Service());
    private readonly AzureTableStore tables;

    public CannedTables()
    {
        var options = new TableClientOptions { Transport = new HttpClientTransport(http) };
        tables = new AzureTableStore([new TableServiceClient("DefaultEndpointsProtocol=https;AccountName=canned;AccountKey=AAAA;TableEndpoint=https://canned.invalid/", options)]);
    }

    public ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default) => kept.GetAsync(table, partition, row, cancellationToken);

    public ValueTask<IReadOnlyList<TableRow>> GetManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancellationToken = default) =>
        kept.GetManyAsync(table, partition, rows, cancellationToken);

    public ValueTask<TablePage> QueryAsync(
        string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default) =>
        kept.QueryAsync(table, partition, range, limit, continuation, cancellationToken);

    public async ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default)
    {
        await tables.CommitAsync(batch, cancellationToken);
        return await kept.CommitAsync(batch, cancellationToken);
    }

    public void Dispose()
    {
        tables.Dispose();
        http.Dispose();
    }

    private sealed class Service : HttpMessageHandler
    {
        private const string Etag = "W/\"datetime'2026-10-01T00%3A00%3A00.0000000Z'\"";
        private const string Part = "--changeset\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nHTTP/1.1 204 No Content\r\nX-Content-Type-Options: nosniff\r\n"
            + "Cache-Control: no-cache\r\nDataServiceVersion: 1.0;\r\nETag: " + Etag + "\r\n\r\n\r\n";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Get)
            {
                // The place of the only account.
                return new HttpResponseMessage(HttpStatusCode.OK)
                {
                    Content = new StringContent("""{"odata.etag":"W/\"1\"","PartitionKey":"mark","RowKey":"place","Place":"1 of 1"}""", Encoding.UTF8, "application/json"),
                };
            }

            var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            if (!request.RequestUri!.AbsolutePath.EndsWith("$batch", StringComparison.Ordinal))
            {
                var answer = new HttpResponseMessage(HttpStatusCode.NoContent);
                answer.Headers.TryAddWithoutValidation("ETag", Etag);
                return answer;
            }

            return Batch(Actions(body));
        }

        private static int Actions(ReadOnlySpan<byte> body)
        {
            var count = 0;
            for (int at; (at = body.IndexOf(" HTTP/1.1"u8)) >= 0; body = body[(at + 9)..])
            {
                count++;
            }

            return count;
        }

        private static HttpResponseMessage Batch(int actions)
        {
            var text = new StringBuilder("--batch\r\nContent-Type: multipart/mixed; boundary=changeset\r\n\r\n", (actions * Part.Length) + 200);
            for (var at = 0; at < actions; at++)
            {
                text.Append(Part);
            }

            var content = new StringContent(text.Append("--changeset--\r\n--batch--\r\n").ToString());
            content.Headers.Remove("Content-Type");
            content.Headers.TryAddWithoutValidation("Content-Type", "multipart/mixed; boundary=batch");
            return new HttpResponseMessage(HttpStatusCode.Accepted) { Content = content };
        }
    }
}
