using RevenueFunctions.Local.Engines;

namespace RevenueFunctions.Tests.Harness;

/// <summary>Steps of a single engine, in the order in which it hands its work out.</summary>
public static class EngineSteps
{
    /// <summary>Runs work items one by one until there is none that may run now.</summary>
    public static async Task RunReadyAsync(this IEngine engine)
    {
        while (engine.TryTake() is { } item)
        {
            await item.RunAsync(CancellationToken.None);
        }
    }
}
