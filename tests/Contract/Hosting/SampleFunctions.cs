using Azure.Messaging.ServiceBus;
using IActionResult = Microsoft.AspNetCore.Mvc.IActionResult;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using OkObjectResult = Microsoft.AspNetCore.Mvc.OkObjectResult;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Hosting;

/// <summary>What the sample functions leave behind for a test to see.</summary>
public sealed class Footprints
{
    private readonly TaskCompletionSource<string> first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string> First => first.Task;

    public void Leave(string print) => first.TrySetResult(print);
}

/// <summary>One for each scope.</summary>
public sealed class ScopedThing : IDisposable
{
    public bool IsDisposed { get; private set; }

    public void Dispose() => IsDisposed = true;
}

/// <summary>HTTP functions that exercise the host, as instances with services.</summary>
public sealed class SampleHttp(ScopedThing thing, Footprints footprints)
{
    public sealed record Order(string Item, int Count);

    [Function("Echo")]
    [ApiOperation(Role.Anyone, "Sample", "Shows the host.")]
    public IResult Echo(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "echo/{name}/{count:int}/{when?}")] HttpRequest request,
        string name,
        int count,
        DateOnly? when,
        FunctionContext context,
        CancellationToken cancellationToken) => Results.Json(new
        {
            name,
            count,
            when,
            function = context.FunctionDefinition.Name,
            samePath = context.GetHttpContext()!.Request.Path == request.Path,
            sameToken = cancellationToken == context.CancellationToken,
            sameScope = ReferenceEquals(thing, context.InstanceServices.GetService(typeof(ScopedThing))),
            thing.IsDisposed,
        });

    [Function("Buy")]
    [ApiOperation(Role.Anyone, "Sample", "Shows the host.", Request = typeof(Order))]
    public async Task<IResult> Buy([HttpTrigger(AuthorizationLevel.Function, "post", "put")] HttpRequest request, [FromBody] Order order)
    {
        await Task.Yield();
        footprints.Leave(order.Item);
        return Results.Json(new { order.Item, method = request.Method });
    }

    [Function("Read")]
    [ApiOperation(Role.Anyone, "Sample", "Shows the host.", Request = typeof(string))]
    public static async ValueTask<IActionResult> Read([HttpTrigger(AuthorizationLevel.Admin, "post")] HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return new OkObjectResult(new { length = (await reader.ReadToEndAsync()).Length });
    }

    [Function("ById")]
    [ApiOperation(Role.Anyone, "Sample", "Shows the host.")]
    public static IResult ById([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things/{id}")] HttpRequest request, Guid id) => Results.Json(new { id });

    [Function("Nothing")]
    [ApiOperation(Role.Anyone, "Sample", "Shows the host.", Request = typeof(Order), Query = ["code: the host's key, which it needs none of"])]
    public static Task Nothing([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
    {
        request.HttpContext.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    [Function("Bug")]
    [ApiOperation(Role.Anyone, "Sample", "Shows the host.")]
    public static IResult Bug([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        throw new InvalidOperationException("secret detail");

    [Function("Outage")]
    [ApiOperation(Role.Anyone, "Sample", "Shows the host.")]
    public static IResult Outage([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        throw new StorageUnavailableException("down");
}

/// <summary>Functions with other triggers.</summary>
public sealed class SampleWorkers(Footprints footprints)
{
    [Function("Tick")]
    public void Tick([TimerTrigger("%TickSchedule%")] TimerInfo info) => footprints.Leave($"tick {info.IsPastDue}");

    [Function("Take")]
    public async Task Take(
        [ServiceBusTrigger("%TakeQueue%", IsSessionsEnabled = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        ServiceBusSessionMessageActions session,
        string messageId)
    {
        await session.SetSessionStateAsync(message.Body);
        await actions.CompleteMessageAsync(message);
        footprints.Leave($"{message.SessionId} {messageId} {message.Body}");
    }
}
