using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace RevenueFunctions.Benchmarks.Tables;

/// <summary>Entity group transactions written by hand and sent by a bare client: all bodies are ready before the clock starts.</summary>
internal sealed class RawTables(string connection) : IDisposable
{
    private readonly HttpClient client = new();
    private readonly Dictionary<string, string> settings = connection
        .Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split('=', 2))
        .ToDictionary(part => part[0], part => part[1]);

    public async Task<double> InsertAsync(string table, string partition, int batches, int valueBytes, CancellationToken cancellationToken)
    {
        var bodies = Enumerable.Range(0, batches).Select(number => Body(table, partition, number, valueBytes)).ToList();
        var start = Stopwatch.GetTimestamp();
        foreach (var body in bodies)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{settings["TableEndpoint"]}/$batch") { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/mixed; boundary=batch_1");
            Sign(request);
            using var response = await client.SendAsync(request, cancellationToken);
            var answer = await response.Content.ReadAsStringAsync(cancellationToken);
            if (response.StatusCode != HttpStatusCode.Accepted || !answer.Contains("HTTP/1.1 204", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"The emulator refused a batch: {answer[..Math.Min(400, answer.Length)]}");
            }
        }

        return batches * 100 / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose() => client.Dispose();

    private byte[] Body(string table, string partition, int number, int valueBytes)
    {
        var value = Convert.ToBase64String(new byte[valueBytes]);
        var body = new StringBuilder("--batch_1\r\nContent-Type: multipart/mixed; boundary=changeset_1\r\n\r\n");
        for (var row = 0; row < 100; row++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{number:D6}:{row:D2}");
            body.Append("--changeset_1\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n")
                .Append(CultureInfo.InvariantCulture, $"POST {settings["TableEndpoint"]}/{table} HTTP/1.1\r\nContent-Type: application/json\r\n")
                .Append("Accept: application/json;odata=minimalmetadata\r\nPrefer: return-no-content\r\n\r\n")
                .Append(CultureInfo.InvariantCulture, $$"""{"PartitionKey":"{{partition}}","RowKey":"{{key}}","v0":"{{value}}","v0@odata.type":"Edm.Binary"}""")
                .Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(body.Append("--changeset_1--\r\n\r\n--batch_1--\r\n").ToString());
    }

    private void Sign(HttpRequestMessage request)
    {
        var date = TimeProvider.System.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        var (account, path) = (settings["AccountName"], request.RequestUri!.AbsolutePath);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(settings["AccountKey"]), Encoding.UTF8.GetBytes($"{date}\n/{account}{path}")));
        request.Headers.TryAddWithoutValidation("x-ms-date", date);
        request.Headers.TryAddWithoutValidation("x-ms-version", "2020-12-06");
        request.Headers.TryAddWithoutValidation("Authorization", $"SharedKeyLite {account}:{signature}");
    }
}
