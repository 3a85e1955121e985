using System.Net;

namespace RevenueFunctions.Local.Demo;

/// <summary>Sends a request again when the host refused it for now (429, 503), after the time that the host names: what a polite producer does.</summary>
internal sealed class RetryAfterHandler(HttpMessageHandler inner, TimeProvider clock) : DelegatingHandler(inner)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable) || response.Headers.RetryAfter?.Delta is not { } wait)
            {
                return response;
            }

            // The client's own timeout ends it when the host never has room.
            response.Dispose();
            await Task.Delay(wait < LongestWait ? wait : LongestWait, clock, cancellationToken);
        }
    }
}
