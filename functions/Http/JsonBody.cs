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
    /// <summary>The document, or the answer that says why it is not taken.</summary>
    public static async Task<(T? Body, IResult? Refusal)> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        if ((RequestBytes.RefuseEncoding(request) ?? RefuseMedia(request)) is { } refusal)
        {
            return (null, refusal);
        }

        var services = request.HttpContext.RequestServices;
        var options = services.GetRequiredService<IOptions<ApiOptions>>().Value;
        using var expired = new CancellationTokenSource(options.BodyTime, services.GetRequiredService<TimeProvider>());
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expired.Token, cancellationToken);
        try
        {
            if (await RequestBytes.ReadAsync(request, options.MaxBodyBytes, either.Token) is not { } bytes)
            {
                return (null, Problems.TooLarge(options.MaxBodyBytes, "Send the documents in several requests."));
            }

            return Parse<T>(bytes.Span, out var issue) is { } body ? (body, null) : (null, Problems.Invalid([issue!]));
        }
        catch (OperationCanceledException) when (expired.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // The rest of the body is not waited for either.
            request.HttpContext.Response.Headers.Connection = "close";
            return (null, Problems.TooSlow(options.BodyTime));
        }
    }

    private static IResult? RefuseMedia(HttpRequest request)
    {
        if (request.ContentType is not { Length: > 0 } contentType)
        {
            return null;
        }

        var isJson = MediaTypeHeaderValue.TryParse(contentType, out var type)
            && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
            && (!type.Charset.HasValue || type.Charset.Length == 0 || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
        return isJson ? null : Problems.UnsupportedMedia($"Content-Type '{Problems.Shown(contentType)}' is not taken here. Send application/json, in UTF-8.");
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

        if (utf8.IndexOf("\\u"u8) >= 0 && HasHalfOfAPair(utf8))
        {
            issue = new ValidationIssue("$", "invalid-text", "A text has half of a surrogate pair.", "Send complete surrogate pairs.");
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

    // The parser takes such a text wherever a document may hold any JSON, and nothing can write it again.
    private static bool HasHalfOfAPair(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = FabricJson.MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.ValueIsEscaped)
                {
                    reader.GetString();
                }
            }

            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
        catch (JsonException)
        {
            // What is wrong with it, the serializer says better.
            return false;
        }
    }
}
