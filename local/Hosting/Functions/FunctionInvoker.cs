using Microsoft.Extensions.DependencyInjection;

namespace RevenueFunctions.Local.Hosting.Functions;

/// <summary>Calls functions: makes the context, the instance and the arguments, and yields what the function returned.</summary>
public class FunctionInvoker(IServiceScopeFactory scopes, InvocationIds ids)
{
    private readonly Func<string> newId = ids.Next;

    /// <summary>
    /// Calls the function. Up to the function's own first await everything happens on the calling thread: an orchestrator may be called
    /// this way. Throws what the function throws.
    /// </summary>
    public virtual async ValueTask<object?> InvokeAsync(FunctionEntry function, Invocation invocation)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(invocation);
        await using var context = new LocalFunctionContext(function, invocation, newId, scopes);
        var arguments = new object?[function.Bindings.Count];
        for (var at = 0; at < arguments.Length; at++)
        {
            arguments[at] = function.Bindings[at](invocation, context);
        }

        if (function.Call.Factory is not { } factory)
        {
            return await function.Call.Invoke(null, arguments);
        }

        var instance = factory(context.InstanceServices, null);
        try
        {
            return await function.Call.Invoke(instance, arguments);
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
