using Microsoft.DurableTask;

namespace RevenueFunctions.Functions.Sagas;

/// <summary>
/// A wait for a doorbell that may be lost, doubled or early. One waiter lives until its event comes, because a cancelled one would
/// swallow the next event; a timer beside it makes the saga look by itself, less and less often: a look is late by no more than the wait
/// was long, or 30 minutes, or 5 % of the wait, and never by more than a day. So a wait of 90 days is a history of 1,500 events, not 35,000.
/// </summary>
internal sealed class SagaWaits(TaskOrchestrationContext context, string eventName)
{
    private const double LatePart = 0.05;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HalfAnHour = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly bool grows = SagaVersions.WaitsGrow(context);
    private Task? rung;
    private DateTime began;
    private TimeSpan interval = First;

    /// <summary>A wait begins: the saga looks soon again.</summary>
    public void Begin() => began = context.CurrentUtcDateTime;

    /// <summary>Waits for a ring, but not longer than until it is time to look, nor than <paramref name="until"/>.</summary>
    public async Task NextAsync(DateTime? until = null)
    {
        rung ??= context.WaitForExternalEvent<object?>(eventName);
        if (context.CurrentUtcDateTime < began)
        {
            // The clock was set back, or another machine's clock is behind. By a wait of less than nothing each look would be due before the last
            // one, and the saga would look without a pause until its clock is where it was.
            began = context.CurrentUtcDateTime;
        }

        var wakeAt = context.CurrentUtcDateTime + (grows ? NextLook(context.CurrentUtcDateTime - began) : interval);
        using var cancelled = new CancellationTokenSource();
        var timer = context.CreateTimer(until < wakeAt ? until.Value : wakeAt, cancelled.Token);
        if (await Task.WhenAny(rung, timer) == timer)
        {
            interval = interval * 2 < HalfAnHour ? interval * 2 : HalfAnHour;
            return;
        }

        // Justification: CancelAsync would continue on a thread of the pool, outside the orchestrator.
#pragma warning disable CA1849
        cancelled.Cancel();
#pragma warning restore CA1849
        rung = null;
        interval = First;
    }

    /// <summary>Doubles the wait, up to half an hour; from ten hours on, adds a part of it. A ring does not start it over: it costs one look.</summary>
    private static TimeSpan NextLook(TimeSpan waited)
    {
        var longest = waited * LatePart > HalfAnHour ? waited * LatePart : HalfAnHour;
        var doubled = waited + First;
        var next = doubled < longest ? doubled : longest;
        return next < Longest ? next : Longest;
    }
}
