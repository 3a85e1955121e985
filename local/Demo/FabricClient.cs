using System.Net.Http.Headers;
using System.Text.Json;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Local.Demo;

/// <summary>Speaks to the fabric's API as any client would: over HTTP, in JSON.</summary>
internal sealed class FabricClient(HttpClient http)
{
    // The API leaves nulls out, and may answer members that this client does not know: it reads what is there.
    private static readonly JsonSerializerOptions Reading = new(FabricJson.Options)
    {
        RespectRequiredConstructorParameters = false,
        RespectNullableAnnotations = false,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Skip,
    };

    /// <summary>Reads a document.</summary>
    public Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) => SendAsync<T>(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>Posts a document, already JSON, and reads the answer.</summary>
    public Task<T> PostAsync<T>(string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        SendAsync<T>(HttpMethod.Post, path, body, cancellationToken);

    /// <summary>Posts a document and reads the answer.</summary>
    public Task<T> PostAsync<T>(string path, object? body, CancellationToken cancellationToken) =>
        SendAsync<T>(HttpMethod.Post, path, body is null ? null : FabricJson.Bytes(body), cancellationToken);

    /// <summary>Reads a list that comes in one page.</summary>
    public async Task<List<T>> WholeAsync<T>(string path, CancellationToken cancellationToken) => [.. (await GetAsync<Page<T>>(path, cancellationToken)).Items];

    /// <summary>Reads all pages of a list.</summary>
    public async Task<List<T>> ListAsync<T>(string path, CancellationToken cancellationToken)
    {
        var all = new List<T>();
        string? cursor = null;
        do
        {
            var query = $"{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=500{(cursor is null ? string.Empty : $"&cursor={Uri.EscapeDataString(cursor)}")}";
            var page = await GetAsync<Page<T>>(path + query, cancellationToken);
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return all;
    }

    private async Task<T> SendAsync<T>(HttpMethod method, string path, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}");
        if (body is { } bytes)
        {
            request.Content = new ReadOnlyMemoryContent(bytes);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var response = await http.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new DemoException($"{method} /api/v1/{path} answered {(int)response.StatusCode}: {System.Text.Encoding.UTF8.GetString(answer)}");
        }

        try
        {
            return answer.Length == 0 ? default! : JsonSerializer.Deserialize<T>(answer, Reading)!;
        }
        catch (JsonException exception)
        {
            throw new DemoException($"{method} /api/v1/{path} answered a document of another shape: {exception.Message}", exception);
        }
    }
}
