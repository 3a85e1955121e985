using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using RevenueFunctions.Local.Engines.Timers;
using RevenueFunctions.Local.Hosting.Functions;

namespace RevenueFunctions.Local.Hosting;

/// <summary>Connects the timer functions to the timer engine.</summary>
internal static class TimerTriggers
{
    /// <exception cref="FunctionIndexException">A schedule cannot be read.</exception>
    public static IReadOnlyList<TimerDefinition> Of(FunctionIndex index, FunctionInvoker invoker, IConfiguration configuration)
    {
        var errors = new List<string>();
        var definitions = new List<TimerDefinition>();
        foreach (var (function, trigger) in index.TriggeredBy<TimerTriggerAttribute>())
        {
            try
            {
                definitions.Add(new TimerDefinition(
                    function.Name,
                    TimerSchedule.Parse(Settings.Resolve(configuration, trigger.Schedule)),
                    trigger.UseMonitor,
                    trigger.RunOnStartup,
                    async (info, cancellationToken) =>
                        await invoker.InvokeAsync(function, new Invocation { Trigger = info, CancellationToken = cancellationToken })));
            }
            catch (Exception wrong) when (wrong is FormatException or InvalidOperationException)
            {
                errors.Add($"Function '{function.Name}': {wrong.Message}");
            }
        }

        return errors.Count == 0 ? definitions : throw new FunctionIndexException(errors);
    }
}
