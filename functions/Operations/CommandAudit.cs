using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Operations;

namespace RevenueFunctions.Functions.Operations;

/// <summary>
/// Writes every command of the API into the audit log: who is about to do what before anything is done, and what came of it before the
/// caller hears. Without an entry nothing is done; a crash in between leaves the intent.
/// </summary>
public sealed class CommandAudit(ApiOperations operations, AuditLog log) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var http = context.GetHttpContext() ?? throw new InvalidOperationException("An HTTP function was called without a request.");
        var function = operations[context.FunctionDefinition.Name];
        if (function.Operation!.ChangesNothing || HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        {
            await next(context);
            return;
        }

        var intent = new AuditFact(
            AuditKind.Intent, context.InvocationId, http.Features.Get<Caller>()?.Subject ?? "anyone", function.Name, CommandTarget.Of(http.Request, function));
        await log.AppendAsync(intent);
        var status = StatusCodes.Status500InternalServerError;
        try
        {
            await next(context);
            status = (context.GetInvocationResult().Value as IStatusCodeHttpResult)?.StatusCode ?? http.Response.StatusCode;
        }
        catch (Exception failure)
        {
            status = Outages.StatusOf(failure);
            throw;
        }
        finally
        {
            await log.AppendAsync(intent with { Kind = AuditKind.Outcome, Target = CommandTarget.Of(http.Request, function), Status = status });
        }
    }
}
