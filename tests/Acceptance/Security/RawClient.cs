using System.Text;

namespace RevenueFunctions.Tests.Acceptance.Security;

/// <summary>Sends what no well-meaning client would, and shows the answer as it came.</summary>
internal sealed class RawClient(Uri address) : IDisposable
{
    private readonly HttpClient client = new() { BaseAddress = address };

    /// <summary>Sends a request; what begins with "Bearer" is a token, everything else an API key.</summary>
    public async Task<RawAnswer> SendAsync(HttpMethod method, string path, string? credential = null, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        if (credential is not null)
        {
            request.Headers.TryAddWithoutValidation(credential.StartsWith("Bearer", StringComparison.Ordinal) ? "Authorization" : "x-api-key", credential);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request);
        return new RawAnswer(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase));
    }

    public Task<RawAnswer> GetAsync(string path, string? credential = null) => SendAsync(HttpMethod.Get, path, credential);

    public void Dispose() => client.Dispose();

    /// <summary>An answer as it came.</summary>
    internal sealed record RawAnswer(int Status, string Text, IReadOnlyDictionary<string, string> Headers);
}
