using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Local.Hosting.Functions;

namespace RevenueFunctions.Tests.Simulation.PlantedBugs;

/// <summary>A host that calls functions otherwise than it should.</summary>
internal sealed class AlteredInvoker(FunctionInvoker inner, IServiceProvider services, Func<FunctionCallInfo, ValueTask<object?>> call)
    : FunctionInvoker(services.GetRequiredService<IServiceScopeFactory>(), services.GetRequiredService<InvocationIds>(), services.GetRequiredService<WorkerPipeline>())
{
    /// <inheritdoc/>
    public override ValueTask<object?> InvokeAsync(FunctionEntry function, Invocation invocation) =>
        call(new FunctionCallInfo(function, invocation, services, changed => inner.InvokeAsync(function, changed ?? invocation)));
}

/// <summary>A call of a function that is about to be made.</summary>
/// <param name="Function">Which.</param>
/// <param name="Invocation">With what.</param>
/// <param name="Services">The services of the process.</param>
/// <param name="Invoke">Makes it, as it is or changed.</param>
internal sealed record FunctionCallInfo(FunctionEntry Function, Invocation Invocation, IServiceProvider Services, Func<Invocation?, ValueTask<object?>> Invoke)
{
    /// <summary>The function's name.</summary>
    public string Name => Function.Name;

    /// <summary>Makes the call as it is.</summary>
    public ValueTask<object?> InvokeAsync() => Invoke(null);
}
