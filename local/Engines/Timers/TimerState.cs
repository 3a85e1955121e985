using Microsoft.Azure.Functions.Worker;

namespace RevenueFunctions.Local.Engines.Timers;

/// <summary>What the store holds for a timer.</summary>
/// <param name="Schedule">The expression that <paramref name="Next"/> was computed with; a new expression computes it anew.</param>
/// <param name="Next">The occurrence that fires next.</param>
/// <param name="LastUpdated">When this was written.</param>
/// <param name="Wished">An operator asked for a run that has not ended yet.</param>
/// <param name="Last">The occurrence that fired last; null before the first.</param>
internal sealed record TimerState(string Schedule, DateTimeOffset Next, DateTimeOffset LastUpdated, bool Wished, DateTimeOffset? Last = null)
{
    public ScheduleStatus ToStatus() => new()
    {
        Last = Last?.UtcDateTime ?? default,
        Next = Next.UtcDateTime,
        LastUpdated = LastUpdated.UtcDateTime,
    };
}
