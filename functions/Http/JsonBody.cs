using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Functions.Http;

/// <summary>Reads a JSON body: only what says it is JSON in UTF-8, only up to the limit, and only what has one meaning.</summary>
internal static class JsonBody
{
    private const int FirstBytes = 16 * 1024;

    /// <summary>The document, or the answer that says why it is not taken.</summary>
    public static async Task<(T? Body, IResult? Refusal)> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        if (RefuseMedia(request) is { } refusal)
        {
            return (null, refusal);
        }

        var most = request.HttpContext.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value.MaxBodyBytes;
        if (request.ContentLength > most || await BytesAsync(request.Body, most, cancellationToken) is not { } bytes)
        {
            return (null, Problems.TooLarge(most, "Send the documents in several requests."));
        }

        return Parse<T>(bytes.Span, out var issue) is { } body ? (body, null) : (null, Problems.Invalid([issue!]));
    }

    private static IResult? RefuseMedia(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return Problems.UnsupportedMedia($"Content-Encoding '{Problems.Shown(encoding)}' is not taken here. Send the body as it is; only the hubs' doors take gzip.");
        }

        if (request.ContentType is not { Length: > 0 } contentType)
        {
            return null;
        }

        var isJson = MediaTypeHeaderValue.TryParse(contentType, out var type)
            && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
            && (!type.Charset.HasValue || type.Charset.Length == 0 || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
        return isJson ? null : Problems.UnsupportedMedia($"Content-Type '{Problems.Shown(contentType)}' is not taken here. Send application/json, in UTF-8.");
    }

    /// <summary>Null when there is more than allowed. The buffer grows with what arrives: a length that is only promised costs nothing.</summary>
    private static async Task<ReadOnlyMemory<byte>?> BytesAsync(Stream stream, int most, CancellationToken cancellationToken)
    {
        var buffer = new byte[FirstBytes];
        var read = 0;
        while (await stream.ReadAsync(buffer.AsMemory(read), cancellationToken) is > 0 and var more)
        {
            read += more;
            if (read > most)
            {
                return null;
            }

            if (read == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(buffer.Length * 4, most + 1));
            }
        }

        return buffer.AsMemory(0, read);
    }

    private static T? Parse<T>(ReadOnlySpan<byte> utf8, out ValidationIssue? issue)
        where T : class
    {
        issue = null;
        if (!Utf8.IsValid(utf8))
        {
            issue = new ValidationIssue("$", "invalid-utf8", "The body is no UTF-8.", "Send JSON in UTF-8.");
            return null;
        }

        try
        {
            var body = JsonSerializer.Deserialize<T>(utf8, FabricJson.Options);
            issue = body is null ? new ValidationIssue("$", "empty-body", "The body is null.", "Send a JSON document.") : null;
            return body;
        }
        catch (JsonException wrong)
        {
            issue = JsonIssue.Of(wrong);
        }
        catch (NotSupportedException wrong)
        {
            issue = JsonIssue.Of(wrong);
        }

        return null;
    }
}
