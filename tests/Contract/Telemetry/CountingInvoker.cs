using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Local.Hosting.Functions;

namespace RevenueFunctions.Tests.Contract.Telemetry;

/// <summary>Counts how often each function really ran, over all processes that it is registered in.</summary>
internal sealed class CountingInvoker
{
    private readonly Dictionary<string, int> calls = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, int> Calls => calls;

    public void Register(IServiceCollection services) => services.AddSingleton<FunctionInvoker>(provider => new Invoker(
        provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<InvocationIds>(), provider.GetRequiredService<WorkerPipeline>(), calls));

    private sealed class Invoker(IServiceScopeFactory scopes, InvocationIds ids, WorkerPipeline pipeline, Dictionary<string, int> calls) : FunctionInvoker(scopes, ids, pipeline)
    {
        public override ValueTask<object?> InvokeAsync(FunctionEntry function, Invocation invocation)
        {
            calls[function.Name] = calls.GetValueOrDefault(function.Name) + 1;
            return base.InvokeAsync(function, invocation);
        }
    }
}
