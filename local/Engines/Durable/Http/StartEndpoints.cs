using DurableTask.Core.Exceptions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Local.Engines.Durable.Http;

/// <summary>Starting instances, and the answer that a start gives: 202 with the management URLs, or 200 with the output.</summary>
internal sealed class StartEndpoints(DurableEngine engine, DurableHttpApiOptions options)
{
    public async Task<IResult> StartAsync(HttpContext context)
    {
        var (input, problem) = await DurableHttpApi.ReadJsonAsync(context.Request);
        if (problem is not null)
        {
            return problem;
        }

        var name = (string)context.GetRouteValue("functionName")!;
        var id = context.GetRouteValue("instanceId") is null ? null : DurableHttpApi.InstanceIdOf(context);
        return await AnswerAsync(context, () => engine.StartAsync(
            new StartRequest(name) { InstanceId = id, Input = input, Version = context.Request.Query["version"].FirstOrDefault() }, context.RequestAborted));
    }

    /// <summary>Starts, and waits for the output as long as the caller asks.</summary>
    public async Task<IResult> AnswerAsync(HttpContext context, Func<Task<string>> start)
    {
        var query = new QueryValues(context.Request.Query);
        var (timeout, polling) = (query.Seconds("timeout"), query.Seconds("pollingInterval"));
        if (query.Issues.Count > 0)
        {
            return Problems.Invalid(query.Issues);
        }

        try
        {
            var id = await start();
            return timeout is { } wait && polling is not null && await EndWithinAsync(id, wait, context.RequestAborted) is { } ended
                ? ended.Status == InstanceStatus.Completed ? DurableHttpApi.Json(StatusView.Payload(ended.Output)) : DurableHttpApi.Json(StatusView.Of(ended, showInput: true))
                : Accepted(context, id);
        }
        catch (OrchestrationAlreadyExistsException exists)
        {
            return Problems.Conflict("orchestration-exists", exists.Message);
        }
        catch (ArgumentException invalid)
        {
            return Problems.Invalid(invalid.ParamName ?? "request", "invalid-request", invalid.Message, "Name an orchestrator function, a valid instance id and a small input.");
        }
    }

    private IResult Accepted(HttpContext context, string id)
    {
        var urls = new ManagementUrls(context.Request, id, options.TaskHub);
        context.Response.Headers.Location = urls.Status;
        context.Response.Headers.RetryAfter = "10";
        return DurableHttpApi.Json(urls.ToJson(), StatusCodes.Status202Accepted);
    }

    private async Task<InstanceState?> EndWithinAsync(string id, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var expired = new CancellationTokenSource(wait, engine.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expired.Token, cancellationToken);
        try
        {
            return await engine.WaitForEndAsync(id, either.Token);
        }
        catch (OperationCanceledException) when (expired.IsCancellationRequested)
        {
            return null;
        }
    }
}
