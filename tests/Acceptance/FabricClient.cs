using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>Speaks to a host over HTTP, wherever it runs.</summary>
public abstract class FabricClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly HttpClient client;

    /// <summary>A client of the host at an address; with an API key where one is needed.</summary>
    protected FabricClient(Uri address, string? apiKey = null)
    {
        client = new HttpClient { BaseAddress = address };
        if (apiKey is not null)
        {
            client.DefaultRequestHeaders.Add("x-api-key", apiKey);
        }
    }

    /// <summary>Sends a request and reads its JSON answer.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, string? json = null, string contentType = "application/json", string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        using var response = await AnswerAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), response.Headers.ETag?.ToString());
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    public Task<Answer> PutAsync(string path, string json, string? ifMatch = null) => SendAsync(HttpMethod.Put, path, json, ifMatch: ifMatch);

    /// <summary>Asks again until the answer is what is waited for; the fabric works in the background.</summary>
    public async Task<JsonNode> UntilAsync(string path, Func<JsonNode, bool> isReached, TimeSpan? within = null)
    {
        using var patience = new CancellationTokenSource(within ?? Patience);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        Answer answer;
        do
        {
            answer = await GetAsync(path);
            if (answer.Status == 200 && isReached(answer.Json!))
            {
                return answer.Json!;
            }
        }
        while (!patience.IsCancellationRequested && await pause.WaitForNextTickAsync(CancellationToken.None));
        throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"{path} did not come to what was waited for in {(within ?? Patience).TotalSeconds} s; the last answer was {answer.Status} {answer.Json}"));
    }

    // A host that is killed while a connection is made shows as an exception of the socket itself.
    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request)
    {
        try
        {
            return await client.SendAsync(request);
        }
        catch (SocketException gone)
        {
            throw new HttpRequestException(gone.Message, gone);
        }
    }

    /// <summary>Closes the connections.</summary>
    protected void Close() => client.Dispose();

    /// <summary>An answer of the API.</summary>
    public sealed record Answer(int Status, JsonNode? Json, string? ETag);
}
