using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using RevenueFunctions.Local.Admission;
using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Hosting.Http;

/// <summary>Turns what escapes a request into an answer: the one place where exceptions become status codes. No answer carries a stack trace.</summary>
internal sealed partial class FailureAnswers(RequestDelegate next, HostCapacity capacity, ILogger<FailureAnswers> logger)
{
    /// <summary>Long enough for a store that restarts, short enough that a caller who obeys it loses little.</summary>
    private const string RetryAfterSeconds = "5";

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (!context.Response.HasStarted && WithoutBody(context) is { } answer)
            {
                await answer.ExecuteAsync(context);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller is gone: nobody is left to answer.
        }
#pragma warning disable CA1031 // Justification: the outermost handler of a request; each failure is classified, answered and, if it is a bug, logged.
        catch (Exception failure) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            context.Response.Clear();
            await Classify(failure, context).ExecuteAsync(context);
        }
    }

    private IResult Classify(Exception failure, HttpContext context)
    {
        switch (failure)
        {
            case StorageUnavailableException:
                LogStorageUnavailable(failure, context.Request.Method, Shown(context.Request.Path));
                context.Response.Headers.RetryAfter = RetryAfterSeconds;
                return HostProblems.Unavailable(failure.Message);
            case DurableEngineFullException full:
                return HostProblems.Full(context, full, capacity.Options.LongestRetryAfter);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } tooLarge:
                return HostProblems.TooLarge(tooLarge.Message);
            case BadHttpRequestException malformed:
                return HostProblems.Malformed(malformed.StatusCode, malformed.Message);
            case Functions.ParameterBindingException binding:
                return HostProblems.BadRequest(binding.Parameter, "invalid-value", binding.Message, "Send a value of that type.");
            case RequestBodyException body:
                return body.Answer;
            default:
                var trace = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
                LogRequestFailed(failure, context.Request.Method, Shown(context.Request.Path), trace);
                return HostProblems.Failed(trace);
        }
    }

    // A path is the caller's text: decoded, it may hold line breaks that would forge log lines.
    private static string Shown(PathString path) => PrintableText.Of(path.Value, 300);

    // What routing and others answer with a status alone becomes a problem as well.
    private static IResult? WithoutBody(HttpContext context) => context.Response switch
    {
        { StatusCode: < StatusCodes.Status400BadRequest } or { ContentLength: > 0 } or { ContentType: not null } => null,
        { StatusCode: StatusCodes.Status404NotFound } when context.GetEndpoint() is null => HostProblems.NotFound(context.Request.Path),
        { StatusCode: StatusCodes.Status405MethodNotAllowed } => HostProblems.MethodNotAllowed(context.Request.Method, context.Response.Headers.Allow.ToString()),
        var answer => HostProblems.Plain(answer.StatusCode),
    };

    [LoggerMessage(EventId = 1101, Level = LogLevel.Error, Message = "{method} {path} failed, trace {trace}")]
    private partial void LogRequestFailed(Exception exception, string method, string path, string trace);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Warning, Message = "{method} {path}: the store is unavailable")]
    private partial void LogStorageUnavailable(Exception exception, string method, string path);
}
