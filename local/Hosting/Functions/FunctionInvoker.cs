using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace RevenueFunctions.Local.Hosting.Functions;

/// <summary>Calls functions: makes the context, goes through the pipeline, makes the instance and the arguments, and yields what came of it.</summary>
public class FunctionInvoker
{
    private readonly IServiceScopeFactory scopes;
    private readonly Func<string> newId;
    private readonly FunctionExecutionDelegate run;

    /// <summary>An invoker behind a pipeline.</summary>
    public FunctionInvoker(IServiceScopeFactory scopes, InvocationIds ids, WorkerPipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(pipeline);
        this.scopes = scopes;
        newId = ids.Next;
        run = pipeline.Before(CallAsync);
    }

    /// <summary>
    /// Calls the function. Up to the function's own first await everything happens on the calling thread: an orchestrator may be called
    /// this way. Throws what the function throws.
    /// </summary>
    public virtual async ValueTask<object?> InvokeAsync(FunctionEntry function, Invocation invocation)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(invocation);
        await using var context = new LocalFunctionContext(function, invocation, newId, scopes);
        await run(context);
        return context.InvocationResult;
    }

    private static async Task CallAsync(FunctionContext called)
    {
        var context = (LocalFunctionContext)called;
        var (function, invocation) = (context.Function, context.Invocation);

        // Read here, behind the pipeline: whom it turns away makes the host read nothing.
        context.Body = invocation.ReadBody is { } read ? await read() : null;
        var arguments = new object?[function.Bindings.Count];
        for (var at = 0; at < arguments.Length; at++)
        {
            arguments[at] = function.Bindings[at](invocation, context);
        }

        if (function.Call.Factory is not { } factory)
        {
            context.InvocationResult = await function.Call.Invoke(null, arguments);
            return;
        }

        var instance = factory(context.InstanceServices, null);
        try
        {
            context.InvocationResult = await function.Call.Invoke(instance, arguments);
        }
        finally
        {
            if (instance is IAsyncDisposable asyncDisposable)
            {
                await asyncDisposable.DisposeAsync();
            }
            else if (instance is IDisposable disposable)
            {
                disposable.Dispose();
            }
        }
    }
}
