using Microsoft.DurableTask;

namespace RevenueFunctions.Functions.Sagas;

/// <summary>
/// A wait for a doorbell that may be lost, doubled or early. One waiter lives until its event comes, because a cancelled one would
/// swallow the next event; a timer beside it makes the saga look by itself, less and less often.
/// </summary>
internal sealed class SagaWaits(TaskOrchestrationContext context, string eventName)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private Task? rung;
    private TimeSpan interval = First;

    /// <summary>Waits for a ring, but not longer than the interval, which then doubles, nor than <paramref name="until"/>.</summary>
    public async Task NextAsync(DateTime? until = null)
    {
        rung ??= context.WaitForExternalEvent<object?>(eventName);
        var wakeAt = context.CurrentUtcDateTime + interval;
        using var cancelled = new CancellationTokenSource();
        var timer = context.CreateTimer(until < wakeAt ? until.Value : wakeAt, cancelled.Token);
        if (await Task.WhenAny(rung, timer) == timer)
        {
            interval = interval * 2 < Longest ? interval * 2 : Longest;
            return;
        }

        // Justification: CancelAsync would continue on a thread of the pool, outside the orchestrator.
#pragma warning disable CA1849
        cancelled.Cancel();
#pragma warning restore CA1849
        rung = null;
        interval = First;
    }
}
