using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Functions.Http;

/// <summary>The error answers of the API: RFC 9457 problems with a stable type, each naming the field and the remedy.</summary>
public static class Problems
{
    /// <summary>Issues in one answer: a large import can be wrong in every line, and the first ones tell why.</summary>
    private const int MostIssues = 100;

    /// <summary>Characters of what a caller sent that an answer repeats.</summary>
    private const int MostShown = 100;

    /// <summary>400: the request is wrong at the fields named.</summary>
    public static IResult Invalid(IEnumerable<ValidationIssue> issues)
    {
        ImmutableArray<ValidationIssue> all = [.. issues];
        return Create(StatusCodes.Status400BadRequest, "invalid-request", "The request is not valid.", Summary(all), all);
    }

    /// <summary>400: the request is wrong at one field.</summary>
    public static IResult Invalid(string path, string code, string message, string remedy) => Invalid([new ValidationIssue(path, code, message, remedy)]);

    /// <summary>401: nobody known sent the request.</summary>
    public static IResult Unauthorized(string remedy) => Create(StatusCodes.Status401Unauthorized, "unauthorized", "The caller is not known.", remedy);

    /// <summary>403: the caller is known and may not do this.</summary>
    public static IResult Forbidden(string detail) => Create(StatusCodes.Status403Forbidden, "forbidden", "The caller may not do this.", detail);

    /// <summary>404: no such thing, or none that the caller may know of.</summary>
    public static IResult NotFound(string what, string id) => Create(StatusCodes.Status404NotFound, "not-found", $"No such {what}.", $"No {what} has the id '{Shown(id)}'.");

    /// <summary>409: the thing is in a state that does not allow this.</summary>
    public static IResult Conflict(string type, string detail) => Create(StatusCodes.Status409Conflict, type, "The state of the resource does not allow this.", detail);

    /// <summary>409: what is stored does not allow this at the fields named.</summary>
    public static IResult Conflict(string type, IEnumerable<ValidationIssue> issues)
    {
        ImmutableArray<ValidationIssue> all = [.. issues];
        return Create(StatusCodes.Status409Conflict, type, "The state of the resource does not allow this.", Summary(all), all);
    }

    /// <summary>412: the thing changed since the caller read it.</summary>
    public static IResult PreconditionFailed(string detail) =>
        Create(StatusCodes.Status412PreconditionFailed, "precondition-failed", "The resource changed since it was read.", detail);

    /// <summary>502 or 503: something that the operation needs is away or does not make sense.</summary>
    public static IResult Unavailable(int status, string type, string title, string detail) => Create(status, type, title, detail);

    /// <summary>408: the body did not arrive in time.</summary>
    public static IResult TooSlow(TimeSpan most) => Create(
        StatusCodes.Status408RequestTimeout, "body-too-slow", "The request body did not arrive in time.",
        string.Create(CultureInfo.InvariantCulture, $"A body has {most.TotalSeconds:N0} s to arrive here. Send it again, in smaller parts where the connection is slow."));

    /// <summary>413: the body is larger than what is taken here.</summary>
    public static IResult TooLarge(long mostBytes, string remedy) => Create(
        StatusCodes.Status413PayloadTooLarge,
        "body-too-large",
        "The request body is too large.",
        string.Create(CultureInfo.InvariantCulture, $"A body takes up to {mostBytes:N0} bytes here. {remedy}"));

    /// <summary>415: the body is in a form that is not taken here.</summary>
    public static IResult UnsupportedMedia(string detail) =>
        Create(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "The content is of a kind that is not accepted here.", detail);

    /// <summary>What a caller sent, short and printable: a problem says what is wrong and does not send the request back.</summary>
    public static string Shown(string? text) => PrintableText.Of(text, MostShown);

    private static string Summary(ImmutableArray<ValidationIssue> all) => all.Length switch
    {
        1 => $"{all[0].Path}: {all[0].Message}",
        <= MostIssues => $"{all.Length} fields are wrong; see 'errors'.",
        _ => $"{all.Length} fields are wrong; 'errors' has the first {MostIssues}.",
    };

    private static IResult Create(int status, string type, string title, string detail, IReadOnlyList<ValidationIssue>? errors = null) =>
        Results.Json(
            new ProblemDocument($"urn:revenue-functions:problem:{type}", title, status, detail, errors is { Count: > 0 } ? [.. errors.Take(MostIssues)] : null),
            FabricJson.Options,
            "application/problem+json",
            status);
}
