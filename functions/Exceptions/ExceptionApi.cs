using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Operations;

namespace RevenueFunctions.Functions.Exceptions;

/// <summary>Shows what waits for a person, and takes the decision.</summary>
public sealed class ExceptionApi(ExceptionStore exceptions, ExceptionDesk desk, ILogger<SagaDoorbell> doorbellLogger)
{
    /// <summary>The cases.</summary>
    [Function("ListExceptions")]
    [ApiOperation(Role.Reader, "Exceptions", "Lists exceptions.", Response = typeof(Page<ExceptionCase>), Query = ["state: open (default) or resolved", "kind: only this kind", "limit: page size", "cursor: from the page before"], Errors = [400])]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/exceptions")] HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var state = ExceptionState.Open;
        if (request.Query["state"].ToString() is { Length: > 0 } stateText && !TryRead(stateText, out state))
        {
            return Problems.Invalid("state", "unknown-state", $"'{stateText}' is no state.", "Send 'open' or 'resolved'.");
        }

        ExceptionKind? kind = null;
        if (request.Query["kind"].ToString() is { Length: > 0 } kindText)
        {
            if (!TryRead<ExceptionKind>(kindText, out var read))
            {
                return Problems.Invalid("kind", "unknown-kind", $"'{kindText}' is no kind.", $"Send one of {string.Join(", ", Enum.GetNames<ExceptionKind>())}.");
            }

            kind = read;
        }

        // A page may hold fewer than asked for when a kind is given; the list ends where 'next' is absent.
        return await Api.PageAsync<ExceptionCase>(request, async (limit, cursor) =>
        {
            var (cases, next) = await exceptions.ListAsync(state, limit, cursor, cancellationToken);
            return ([.. cases.Where(one => kind is null || one.Kind == kind)], next);
        });
    }

    /// <summary>One case.</summary>
    [Function("GetException")]
    [ApiOperation(Role.Reader, "Exceptions", "Shows an exception.", Response = typeof(ExceptionCase), Errors = [404])]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/exceptions/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await exceptions.FindAsync(id, cancellationToken) is { } found ? Api.Json(found) : Problems.NotFound("exception", id);

    /// <summary>Resolves a case.</summary>
    [Function("ResolveException")]
    [ApiOperation(Role.Operator, "Exceptions", "Resolves an exception: retry, skip, abort or resolve.", Request = typeof(ResolveRequest), Response = typeof(ExceptionCase), Errors = [400, 404, 409])]
    public async Task<IResult> ResolveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/exceptions/{id}/resolve")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id,
        CancellationToken cancellationToken)
    {
        var (body, refusal) = await ApiRequest.ReadBodyAsync<ResolveRequest>(request, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        if (string.IsNullOrWhiteSpace(body!.Note) || body.Note.Length > 1000)
        {
            return Problems.Invalid("note", "missing", "A resolution needs a note of 1 to 1,000 characters.", "Say why; it is kept with the case.");
        }

        return await desk.ResolveAsync(id, body.Action, body.Note, new SagaDoorbell(client, doorbellLogger), cancellationToken) switch
        {
            ResolveOutcome.Settled settled => Api.Json(settled.Case),
            ResolveOutcome.Refused refused => Problems.Conflict("action-not-possible", refused.Reason),
            _ => Problems.NotFound("exception", id),
        };
    }

    private static bool TryRead<T>(string text, out T value)
        where T : struct, Enum => Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0]);
}
