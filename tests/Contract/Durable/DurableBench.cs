using System.Collections.Concurrent;
using Microsoft.DurableTask;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Local.Storage;

namespace RevenueFunctions.Tests.Contract.Durable;

/// <summary>A durable engine over delegates, stepped by hand in virtual time.</summary>
internal sealed class DurableBench
{
    public static readonly DateTimeOffset Begin = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    private int ids;

    public DurableBench(ILocalStore? store = null, Func<DurableOptions, DurableOptions>? configure = null)
    {
        Store = store ?? new MemoryStore();
        Options = new DurableOptions { NewInstanceId = () => $"id{++ids}" };
        Options = configure?.Invoke(Options) ?? Options;
        Engine = NewEngine(Store);
    }

    public ILocalStore Store { get; set; }

    public DurableOptions Options { get; }

    public VirtualClock Clock { get; } = new(Begin);

    public Functions App { get; } = new();

    public DurableEngine Engine { get; private set; }

    public EmbeddedDurableTaskClient Client => new(Engine);

    public DurableBench Orchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> code)
    {
        App.Orchestrators[name] = code;
        return this;
    }

    public DurableBench Activity(string name, Func<string?, object?> code)
    {
        App.Activities[name] = code;
        return this;
    }

    /// <summary>Forgets everything in memory, as kill -9 does, and recovers from the store.</summary>
    public async Task RestartAsync(ILocalStore? store = null)
    {
        Store = store ?? Store;
        Engine = NewEngine(Store);
        await Engine.RecoverAsync(CancellationToken.None);
    }

    /// <summary>Runs work items one by one until there is none that may run now.</summary>
    public Task StepAsync() => Engine.RunReadyAsync();

    /// <summary>Steps, and moves the clock to what is due next, until nothing is left to wait for.</summary>
    public async Task RunAsync()
    {
        await StepAsync();
        while (Engine.NextDue is { } due)
        {
            Clock.SetUtcNow(due > Clock.GetUtcNow() ? due : Clock.GetUtcNow());
            await StepAsync();
        }
    }

    public Task<string> StartAsync(string name, object? input = null, string? id = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(name, input, id is null ? null : new StartOrchestrationOptions(id));

    public async Task<InstanceState> StateAsync(string id) => await Engine.FindAsync(id) ?? throw new InvalidOperationException($"No instance {id}.");

    private DurableEngine NewEngine(ILocalStore store) => new(store, Clock, App, Options);

    internal sealed class Functions : IDurableFunctions
    {
        public Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> Orchestrators { get; } = new(StringComparer.OrdinalIgnoreCase);

        public Dictionary<string, Func<string?, object?>> Activities { get; } = new(StringComparer.OrdinalIgnoreCase);

        /// <summary>Every run of an activity: "name(input)".</summary>
        public ConcurrentQueue<string> Ran { get; } = new();

        public bool HasOrchestrator(string name) => Orchestrators.ContainsKey(name);

        public bool HasActivity(string name) => Activities.ContainsKey(name);

        public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => Orchestrators[name](context);

        public Task<string?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellationToken)
        {
            Ran.Enqueue($"{name}({input})");
            return Task.FromResult(DurableJson.Converter.Serialize(Activities[name](input)));
        }
    }
}
