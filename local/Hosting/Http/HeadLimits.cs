using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace RevenueFunctions.Local.Hosting.Http;

/// <summary>Refuses requests whose path, query or headers are over the limits, and says which limit that is.</summary>
internal sealed class HeadLimits(RequestDelegate next, IOptions<HostLimits> options)
{
    private readonly HostLimits limits = options.Value;

    public Task InvokeAsync(HttpContext context) => Refuse(context.Request) is { } refusal ? refusal.ExecuteAsync(context) : next(context);

    private IResult? Refuse(HttpRequest request)
    {
        if (request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Length > limits.UrlCharacters)
        {
            return HostProblems.UrlTooLong(limits.UrlCharacters);
        }

        // A header that came more than once is one entry with several values.
        var (count, bytes) = (0, 0);
        foreach (var (name, values) in request.Headers)
        {
            count += values.Count;
            foreach (var value in values)
            {
                bytes += name.Length + (value?.Length ?? 0) + ": \r\n".Length;
            }
        }

        return count > limits.HeaderCount || bytes > limits.HeaderBytes ? HostProblems.HeadersTooLarge(limits) : null;
    }
}
