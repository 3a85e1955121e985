using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Functions.OpenApi;

namespace RevenueFunctions.Functions.Access;

/// <summary>
/// Stands before every operation of the API, in the worker's pipeline: finds out who calls, whether they have the role, and whether the
/// request has only what the operation takes; and it answers outages. No function can be reached around it.
/// </summary>
public sealed partial class ApiGate(ApiOperations operations, IEnumerable<ICallerSource> sources, ILogger<ApiGate> logger) : IFunctionsWorkerMiddleware
{
    private readonly List<ICallerSource> sources = [.. sources];

    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var http = context.GetHttpContext() ?? throw new InvalidOperationException("An HTTP function was called without a request.");
        http.Response.OnStarting(Harden, http.Response);
        var function = operations[context.FunctionDefinition.Name];
        try
        {
            var refusal = await AdmitAsync(http, function, context.CancellationToken) ?? await RequestShape.RefuseAsync(http.Request, function, context.CancellationToken);
            if (refusal is not null)
            {
                context.GetInvocationResult().Value = refusal;
                return;
            }

            await next(context);
        }
        catch (Exception failure) when (Outages.Answer(failure, http.Response) is { } outage)
        {
            LogOutage(function.Name, failure);
            context.GetInvocationResult().Value = outage;
        }
    }

    // Answers are data for one caller: no browser is to guess another kind of content in them, and no cache to keep them.
    private static Task Harden(object state)
    {
        var headers = ((HttpResponse)state).Headers;
        (headers.XContentTypeOptions, headers.CacheControl) = ("nosniff", "no-store");
        return Task.CompletedTask;
    }

    /// <summary>Lets the caller in, or says why not.</summary>
    private async ValueTask<IResult?> AdmitAsync(HttpContext http, HttpFunction function, CancellationToken cancellationToken)
    {
        var operation = function.Operation!;
        if (operation.Role == Role.Anyone)
        {
            return null;
        }

        var finding = await FindAsync(http.Request, cancellationToken);
        if (finding is not CallerFinding.Known { Caller: var caller })
        {
            return Unauthorized(http.Response, function, finding as CallerFinding.Unknown);
        }

        http.Features.Set(caller);
        if (!caller.Has(operation.Role))
        {
            LogForbidden(caller.Subject, function.Name, operation.Role);
            return Problems.Forbidden($"{function.Name} needs the role {operation.Role}; {caller.Subject} has {(caller.Roles.IsEmpty ? "none" : string.Join(", ", caller.Roles))}. {caller.Grant}".TrimEnd());
        }

        if (caller.Accounts is not null && !operation.OfAccount)
        {
            LogForbidden(caller.Subject, function.Name, operation.Role);
            return Problems.Forbidden($"{function.Name} shows more than single accounts; {caller.Subject} may see only those of its own.");
        }

        return null;
    }

    private IResult Unauthorized(HttpResponse response, HttpFunction function, CallerFinding.Unknown? unknown)
    {
        LogUnknown(function.Name, unknown?.Reason ?? "It is not known.");
        response.Headers.WWWAuthenticate = unknown?.Challenge is { } challenge ? challenge : sources.Select(source => source.Challenge).OfType<string>().ToArray();
        return Problems.Unauthorized(string.Join(" ", sources.Select(source => source.Remedy).Prepend(unknown?.Reason).Where(text => !string.IsNullOrEmpty(text))));
    }

    /// <summary>
    /// All sources look, also after one found a caller: a good key does not make a forged token good, and of two good credentials for two
    /// callers nobody could say which one the audit log has to name.
    /// </summary>
    private async ValueTask<CallerFinding> FindAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        CallerFinding.Known? first = null;
        foreach (var source in sources)
        {
            switch (await source.FindAsync(request, cancellationToken))
            {
                case CallerFinding.Unknown unknown:
                    return unknown;
                case CallerFinding.Known known when first is not null && first.Caller.Subject != known.Caller.Subject:
                    return new CallerFinding.Unknown($"The request carries credentials of two callers, {first.Caller.Subject} and {known.Caller.Subject}: send one.");
                case CallerFinding.Known known:
                    first ??= known;
                    break;
            }
        }

        return (CallerFinding?)first ?? new CallerFinding.None();
    }
}
