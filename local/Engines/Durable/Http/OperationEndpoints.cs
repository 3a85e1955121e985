using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Local.Engines.Durable.Http;

/// <summary>What operators do to instances: 202 when accepted, 404 for none, 410 when it has ended.</summary>
internal sealed class OperationEndpoints(DurableEngine engine, StartEndpoints starts)
{
    public async Task<IResult> RaiseEventAsync(HttpContext context)
    {
        if (await RefusalAsync(context) is { } refusal)
        {
            return refusal;
        }

        if (context.Request.ContentType?.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return Problems.Invalid("Content-Type", "unsupported-content", "Only application/json request content is supported.", "Send the header 'Content-Type: application/json'.");
        }

        var (payload, problem) = await DurableHttpApi.ReadJsonAsync(context.Request);
        var name = (string)context.GetRouteValue("eventName")!;
        try
        {
            return problem ?? await AcceptedAsync(engine.RaiseEventAsync(DurableHttpApi.InstanceIdOf(context), name, payload, context.RequestAborted));
        }
        catch (ArgumentException invalid)
        {
            return Problems.Invalid("body", "payload-too-large", invalid.Message, "Store the document and send its id.");
        }
    }

    public async Task<IResult> TerminateAsync(HttpContext context) => await RefusalAsync(context)
        ?? await AcceptedAsync(engine.TerminateAsync(
            DurableHttpApi.InstanceIdOf(context), Reason(context) is { } reason ? JsonSerializer.Serialize(reason) : null, cancellationToken: context.RequestAborted));

    public async Task<IResult> SuspendAsync(HttpContext context) => await RefusalAsync(context)
        ?? await AcceptedAsync(engine.SuspendAsync(DurableHttpApi.InstanceIdOf(context), Reason(context), context.RequestAborted));

    public async Task<IResult> ResumeAsync(HttpContext context) => await RefusalAsync(context)
        ?? await AcceptedAsync(engine.ResumeAsync(DurableHttpApi.InstanceIdOf(context), Reason(context), context.RequestAborted));

    public async Task<IResult> RewindAsync(HttpContext context)
    {
        var id = DurableHttpApi.InstanceIdOf(context);
        switch ((await engine.FindAsync(id, context.RequestAborted))?.Status)
        {
            case null:
                return Results.NotFound();
            case InstanceStatus.Completed or InstanceStatus.Terminated:
                return Results.StatusCode(StatusCodes.Status410Gone);
        }

        try
        {
            await engine.RewindAsync(id, Reason(context), context.RequestAborted);
            return Results.StatusCode(StatusCodes.Status202Accepted);
        }
        catch (InvalidOperationException notFailed)
        {
            return Problems.Invalid("instanceId", "not-failed", notFailed.Message, "Rewind an instance that has failed.");
        }
    }

    public async Task<IResult> RestartAsync(HttpContext context)
    {
        var query = new QueryValues(context.Request.Query);
        var withNewId = query.Flag("restartWithNewInstanceId", true);
        if (query.Issues.Count > 0)
        {
            return Problems.Invalid(query.Issues);
        }

        try
        {
            return await starts.AnswerAsync(context, () => engine.RestartAsync(DurableHttpApi.InstanceIdOf(context), withNewId, context.RequestAborted));
        }
        catch (InvalidOperationException running)
        {
            return Problems.Conflict("orchestration-running", running.Message);
        }
    }

    private async Task<IResult?> RefusalAsync(HttpContext context) =>
        (await engine.FindAsync(DurableHttpApi.InstanceIdOf(context), context.RequestAborted)) switch
        {
            null => Results.NotFound(),
            { HasEnded: true } => Results.StatusCode(StatusCodes.Status410Gone),
            _ => null,
        };

    /// <summary>False means that the instance ended between the check and the message.</summary>
    private static async Task<IResult> AcceptedAsync(Task<bool> operation) =>
        Results.StatusCode(await operation ? StatusCodes.Status202Accepted : StatusCodes.Status410Gone);

    private static string? Reason(HttpContext context) => context.Request.Query["reason"].FirstOrDefault();
}
