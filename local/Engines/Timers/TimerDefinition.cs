using Microsoft.Azure.Functions.Worker;

namespace RevenueFunctions.Local.Engines.Timers;

/// <summary>A timer function as the engine sees it.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Schedule">When it fires.</param>
/// <param name="UseMonitor">Whether occurrences are recorded, so that a missed one is caught up.</param>
/// <param name="RunOnStartup">Whether it also fires when the host starts.</param>
/// <param name="RunAsync">Calls the function; throws what it throws.</param>
public sealed record TimerDefinition(
    string Name, TimerSchedule Schedule, bool UseMonitor, bool RunOnStartup, Func<TimerInfo, CancellationToken, Task> RunAsync);
