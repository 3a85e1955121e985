using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Functions.Telemetry;

/// <summary>
/// Marks a call of the API about one billing period with its correlation id, on the span that the server made and in the log; and tells
/// the caller the trace, so that a complaint can name it.
/// </summary>
public sealed class CallTrace(ApiOperations operations, ILogger<CallTrace> logger) : IFunctionsWorkerMiddleware
{
    /// <summary>The response header of W3C Trace Context, level 2.</summary>
    public const string Header = "traceresponse";

    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var http = context.GetHttpContext() ?? throw new InvalidOperationException("An HTTP function was called without a request.");
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } call)
        {
            http.Response.Headers[Header] = call.Id;
        }

        if (IdOf(http.Request, operations[context.FunctionDefinition.Name].Trigger.Route) is not { } id)
        {
            await next(context);
            return;
        }

        Activity.Current?.SetTag(FabricTags.CorrelationId, id);
        using var scope = logger.BeginScope(new KeyValuePair<string, object?>[] { new(FabricTags.CorrelationId, id) });
        await next(context);
    }

    /// <summary>The id of what the route names; null where it names no billing period, whatever else the caller wrote there.</summary>
    private static string? IdOf(HttpRequest request, string? route)
    {
        var id = route switch
        {
            null => null,
            _ when route.StartsWith("v1/invoices/{id}", StringComparison.Ordinal) || route.StartsWith("v1/credit-notes/{id}", StringComparison.Ordinal) => Correlation.OfInvoice(Value("id")),
            _ when route.StartsWith("v1/sagas/{id}", StringComparison.Ordinal) => Correlation.OfKey(Value("id")),
            _ when route.StartsWith("v1/postings/{key}", StringComparison.Ordinal) || route.EndsWith("/entries/{key}", StringComparison.Ordinal) => Correlation.OfKey(Value("key")),
            _ when route.StartsWith("v1/accounts/{id}/periods/{period}", StringComparison.Ordinal) => Correlation.OfPeriod(Value("id"), Value("period")),
            _ when route.StartsWith("v1/usage/{account}/{period}", StringComparison.Ordinal) => Correlation.OfPeriod(Value("account"), Value("period")),
            _ => null,
        };
        return id is not null && InvoiceId.TryParse(id, out _) && PrintableText.Is(id) ? id : null;

        string Value(string name) => Convert.ToString(request.RouteValues[name], CultureInfo.InvariantCulture) ?? string.Empty;
    }
}
