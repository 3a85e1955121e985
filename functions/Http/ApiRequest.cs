using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using RevenueFunctions.Storage;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Functions.Http;

/// <summary>Reads what a request carries; whatever is wrong becomes a <see cref="ValidationIssue"/> that names the field.</summary>
public static class ApiRequest
{
    /// <summary>The body as a document, or the answer that says why it is not taken.</summary>
    public static Task<(T? Body, IResult? Refusal)> ReadBodyAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(request);
        return JsonBody.ReadAsync<T>(request, cancellationToken);
    }

    /// <summary>The body as a document, or <paramref name="absent"/> when the request has none. A body of unknown length is read, never ignored.</summary>
    public static Task<(T? Body, IResult? Refusal)> ReadBodyOrAsync<T>(HttpRequest request, T absent, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(request);
        var hasBody = request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? request.ContentLength is not null;
        return hasBody && request.ContentLength is not 0
            ? JsonBody.ReadAsync<T>(request, cancellationToken)
            : Task.FromResult<(T?, IResult?)>((absent, null));
    }

    /// <summary>The page that the query parameters "limit" (1 to 1,000, default 100) and "cursor" ask for.</summary>
    public static (int Limit, string? Cursor, ValidationIssue? Issue) ReadPage(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var cursor = request.Query["cursor"].ToString();
        var text = request.Query["limit"].ToString();
        if (text.Length == 0)
        {
            return (100, cursor.Length == 0 ? null : cursor, null);
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= TableLimits.PageRows
            ? (limit, cursor.Length == 0 ? null : cursor, null)
            : (0, null, new ValidationIssue("limit", "out-of-range", $"'{text}' is no page size.", $"Send a whole number from 1 to {TableLimits.PageRows}."));
    }

    /// <summary>A cursor that no page handed out.</summary>
    public static ValidationIssue UnknownCursor(string cursor) =>
        new("cursor", "unknown-cursor", $"'{cursor}' is no cursor of this list.", "Send 'next' of the page before, or no cursor for the first page.");
}
