using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>
/// Asks an external tax engine over HTTP: one POST of the <see cref="TaxRequest"/>, answered by a <see cref="TaxAnswer"/>. Its address comes
/// from the settings alone. An engine that is away, slow or contradicts itself stops the invoice for a person; nothing is guessed.
/// </summary>
public sealed class HttpTaxEngine : ITaxEngine, IDisposable
{
    private const int MostAnswerBytes = 16 * 1024 * 1024;
    private readonly HttpClient client;
    private readonly TaxOptions options;
    private readonly TimeProvider clock;

    /// <summary>An engine at the address that the settings name.</summary>
    public HttpTaxEngine(IOptions<TaxOptions> options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        (this.options, this.clock) = (options.Value, clock);

        // No redirects: an answer from elsewhere is not the engine's. The time-out is ours, so that it can be told from a cancelled step.
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MostAnswerBytes,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    /// <summary>Spans for calls of the engine alone: a store that is spoken to over HTTP would have one for every row.</summary>
    internal static void TraceCalls(TracerProviderBuilder tracing, string engine) => tracing.AddHttpClientInstrumentation(options =>
        options.FilterHttpRequestMessage = question => Uri.TryCreate(engine, UriKind.Absolute, out var address) && question.RequestUri?.Authority == address.Authority);

    /// <inheritdoc/>
    public async Task<TaxOutcome> ComputeAsync(TaxRequest request, CatalogSnapshot catalog, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var timeOut = new CancellationTokenSource(options.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeOut.Token, cancellationToken);
        try
        {
            using var question = Question(request);
            using var response = await client.SendAsync(question, HttpCompletionOption.ResponseContentRead, either.Token);
            return response.IsSuccessStatusCode
                ? Judge(request, await response.Content.ReadAsByteArrayAsync(either.Token))
                : new TaxOutcome.Unavailable($"It answered with status {(int)response.StatusCode}.");
        }
        catch (OperationCanceledException) when (timeOut.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new TaxOutcome.Unavailable($"It took longer than {options.Timeout.TotalSeconds:0.#} s.");
        }
        catch (HttpRequestException away)
        {
            return new TaxOutcome.Unavailable($"{away.HttpRequestError}.");
        }
    }

    // The key is the invoice and what is asked of it: the same question again is the same transaction to the engine, a changed draft is not.
    private HttpRequestMessage Question(TaxRequest request)
    {
        var body = FabricJson.Bytes(request);
        var question = new HttpRequestMessage(HttpMethod.Post, options.Endpoint) { Content = new ByteArrayContent(body) };
        question.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        question.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        question.Headers.Add("Idempotency-Key", $"{Uri.EscapeDataString(request.InvoiceId)}:{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12))}");
        if (options.Token is { Length: > 0 } token)
        {
            question.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return question;
    }

    private static TaxOutcome Judge(TaxRequest request, byte[] answer)
    {
        try
        {
            return TaxAnswerRules.Judge(request, FabricJson.Read<TaxAnswer>(answer));
        }
        catch (JsonException)
        {
            return new TaxOutcome.Contradictory("It is no JSON of the shape agreed.");
        }
        catch (OverflowException)
        {
            return new TaxOutcome.Contradictory("It has amounts of more than 28 digits.");
        }
    }
}
