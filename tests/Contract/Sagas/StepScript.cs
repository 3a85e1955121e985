using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Sagas;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>
/// What activities answer, call by call, where a test wants another answer than the real one. A call beyond its script runs the real
/// activity, so that a saga's path can be chosen without inventing the rest of the world.
/// </summary>
internal sealed class StepScript
{
    private readonly Dictionary<string, Queue<Func<string?>?>> calls = new(StringComparer.Ordinal);

    /// <summary>The next call comes to this, and does nothing.</summary>
    public StepScript Answer(string activity, StepOutcome outcome) => Add(activity, () => DurableJson.Converter.Serialize(outcome), 1);

    /// <summary>The next call runs the real activity.</summary>
    public StepScript Real(string activity) => Add(activity, null, 1);

    /// <summary>The next calls fail with what the saga takes for an outage.</summary>
    public StepScript Outage(string activity, int times = 1) => Add(activity, () => throw new StorageUnavailableException("Away in a test."), times);

    /// <summary>The next call fails with what the saga takes for a bug.</summary>
    public StepScript Bug(string activity) => Add(activity, () => throw new InvalidOperationException("A bug in a test."), 1);

    /// <summary>Puts the script before the app's functions.</summary>
    public void Register(IServiceCollection services)
    {
        var real = services.Last(one => one.ServiceType == typeof(IDurableFunctions)).ImplementationFactory!;
        services.AddSingleton<IDurableFunctions>(provider => new Scripted((IDurableFunctions)real(provider), this));
    }

    private StepScript Add(string activity, Func<string?>? call, int times)
    {
        if (!calls.TryGetValue(activity, out var queue))
        {
            calls[activity] = queue = new();
        }

        for (var at = 0; at < times; at++)
        {
            queue.Enqueue(call);
        }

        return this;
    }

    private sealed class Scripted(IDurableFunctions real, StepScript script) : IDurableFunctions
    {
        public bool HasOrchestrator(string name) => real.HasOrchestrator(name);

        public bool HasActivity(string name) => real.HasActivity(name);

        public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => real.RunOrchestratorAsync(name, context);

        public async Task<string?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellationToken) =>
            script.calls.TryGetValue(name, out var queue) && queue.TryDequeue(out var call) && call is not null
                ? call()
                : await real.RunActivityAsync(name, instanceId, input, cancellationToken);
    }
}
