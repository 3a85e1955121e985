namespace RevenueFunctions.Local.Engines;

/// <summary>
/// An embedded engine as the pump sees it: a source of work items. An engine never starts a thread or a timer of its own; it takes
/// its clock (TimeProvider), its randomness and its storage from outside. So the same engine runs concurrently under the host's
/// pump, and one item at a time, in virtual time, from a seed, under the simulation.
/// </summary>
public interface IEngine
{
    /// <summary>The engine's name in logs and pictures, such as "eventHub".</summary>
    string Name { get; }

    /// <summary>Loads what the store holds, so that the engine goes on where the last process stopped. Called once, before any other member.</summary>
    Task RecoverAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The next work item that may run now, marked as in flight; null when there is none, or when the engine's own concurrency
    /// limits are reached. Cheap, does not block, thread safe.
    /// </summary>
    WorkItem? TryTake();

    /// <summary>The earliest time at which waiting alone makes work ready (a timer, a lock that expires, a scheduled message); null when only a call can.</summary>
    DateTimeOffset? NextDue { get; }

    /// <summary>Raised, on any thread, when work may have become ready without waiting. The pump then calls <see cref="TryTake"/> again.</summary>
    event Action? WorkArrived;
}

/// <summary>One unit of work. The pump runs it exactly once; when the task completes the engine has taken its result into its state.</summary>
/// <param name="Engine">Name of the engine.</param>
/// <param name="Key">What it works on, such as "usage/3" or "invoice:acme:202610"; for progress and traces.</param>
/// <param name="RunAsync">Does the work. Throws only for a bug in the engine: a failing function is the engine's own business.</param>
public sealed record WorkItem(string Engine, string Key, Func<CancellationToken, Task> RunAsync);
