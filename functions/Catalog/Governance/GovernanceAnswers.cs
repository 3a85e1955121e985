using System.Globalization;
using Microsoft.AspNetCore.Http;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Functions.Catalog;

/// <summary>The answers about drafts and versions.</summary>
internal static class GovernanceAnswers
{
    public static IResult Of(HttpRequest request, int id, DraftOutcome outcome) => outcome switch
    {
        DraftOutcome.Done done => Of(request, done.Draft, done.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK),
        DraftOutcome.Missing => NoSuchDraft(id),
        DraftOutcome.Changed => Problems.PreconditionFailed($"Draft {id} has another entity tag; GET it again."),
        DraftOutcome.WrongPerson wrong => Problems.Forbidden(wrong.Why),
        DraftOutcome.WrongState wrong => Problems.Conflict(wrong.Code, wrong.Why),
        DraftOutcome.Refused refused => CatalogAnswers.Refused(refused.Outcome, issue => issue),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome."),
    };

    /// <summary>A draft with its entity tag.</summary>
    public static IResult Of(HttpRequest request, ConfigurationDraft draft, int status = StatusCodes.Status200OK)
    {
        request.HttpContext.Response.Headers.ETag = ETags.Of(draft);
        return Api.Json(draft, status);
    }

    public static IResult NoSuchKind(string kind) => Problems.NotFound("kind of governed configuration", kind);

    public static IResult NoSuchDraft(int id) => Problems.NotFound("draft", id.ToString(CultureInfo.InvariantCulture));
}
