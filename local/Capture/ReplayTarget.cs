using System.Net;

namespace RevenueFunctions.Local.Capture;

/// <summary>The hub that is sent to. What fails for now is tried again: an event that arrives twice is a duplicate and nothing more.</summary>
internal sealed class ReplayTarget(HttpClient http, Uri hub, ReplayCredential credential, TimeProvider clock)
{
    private const int MostTries = 12;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private readonly Uri messages = new($"{hub.AbsoluteUri.TrimEnd('/')}/messages?timeout=60&api-version=2014-01");

    /// <summary>Sends a request; when it returns, the hub has its events.</summary>
    /// <exception cref="ReplayException">The hub refused it, or did not take it in all tries.</exception>
    public async Task SendAsync(ReplayRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var wait = TimeSpan.FromSeconds(0.5);
        for (var tries = 1; ; tries++)
        {
            var failure = await TryAsync(request, cancellationToken);
            if (failure is null)
            {
                return;
            }

            if (tries == MostTries)
            {
                throw new ReplayException($"{request.From}: {failure}, in {MostTries} tries.");
            }

            await Task.Delay(wait, clock, cancellationToken);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    /// <summary>Null when the hub took it; otherwise why it did not for now.</summary>
    private async Task<string?> TryAsync(ReplayRequest request, CancellationToken cancellationToken)
    {
        using var message = request.ToMessage(messages);
        if (await credential.HeaderAsync(hub, clock, cancellationToken) is { } header)
        {
            message.Headers.TryAddWithoutValidation("Authorization", header);
        }

        try
        {
            using var response = await http.SendAsync(message, cancellationToken);
            return response.StatusCode is HttpStatusCode.Created or HttpStatusCode.Accepted ? null
                : IsForNow(response.StatusCode) ? $"the hub answers {(int)response.StatusCode}"
                : throw await RefusedAsync(request, response, cancellationToken);
        }
        catch (HttpRequestException unreachable)
        {
            return $"{messages.Host} cannot be reached ({unreachable.Message})";
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"{messages.Host} does not answer";
        }
    }

    private static bool IsForNow(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || status >= HttpStatusCode.InternalServerError;

    private async Task<ReplayException> RefusedAsync(ReplayRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var remedy = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => " It takes the role Azure Event Hubs Data Sender on the hub (or a key that may send).",
            HttpStatusCode.NotFound or HttpStatusCode.Gone => $" Is --to the address of a hub? It is {hub}.",
            _ => string.Empty,
        };
        var answer = PrintableText.Of((await response.Content.ReadAsStringAsync(cancellationToken)).Trim(), 500);
        return new ReplayException($"{request.From}: the hub refuses with {(int)response.StatusCode}.{remedy} {answer}");
    }
}
