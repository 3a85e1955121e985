using Microsoft.DurableTask;

namespace RevenueFunctions.Local.Engines.Durable;

/// <summary>
/// The app's orchestrators and activities by name (compared without case): what the durable engine calls. The host implements it
/// over the function index, tests over plain delegates.
/// </summary>
public interface IDurableFunctions
{
    /// <summary>True when an orchestrator has this name.</summary>
    bool HasOrchestrator(string name);

    /// <summary>True when an activity has this name.</summary>
    bool HasActivity(string name);

    /// <summary>
    /// Runs the orchestrator from its beginning and returns its output, not yet serialised. Called once an episode, on one thread that
    /// carries the engine's synchronisation context: call the function at once, await nothing before it, and use no ConfigureAwait(false)
    /// around it.
    /// </summary>
    Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context);

    /// <summary>Runs the activity once. Input and result are JSON (<see cref="DurableJson"/>), null for none. Throws what the function throws.</summary>
    Task<string?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellationToken);
}
