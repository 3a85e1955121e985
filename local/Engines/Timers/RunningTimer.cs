using Microsoft.Azure.Functions.Worker;

namespace RevenueFunctions.Local.Engines.Timers;

/// <summary>A timer in the engine's memory. The engine guards it with its lock.</summary>
internal sealed class RunningTimer(TimerDefinition definition) : IDisposable
{
    private bool isPastDue;
    private bool isStartupDue;
    private bool runsForSchedule;

    public TimerDefinition Definition { get; } = definition;

    public TimerState State { get; private set; } = new(definition.Schedule.Expression, DateTimeOffset.MaxValue, default, false);

    /// <summary>One save at a time, each of the newest state: an older state must never overwrite a newer one.</summary>
    public SemaphoreSlim Saving { get; } = new(1, 1);

    public bool IsMonitored { get; private set; }

    public bool IsRunning { get; set; }

    /// <summary>Runs that operators asked for.</summary>
    public int Wishes { get; private set; }

    public DateTimeOffset FiresAt => Wishes > 0 || isStartupDue ? DateTimeOffset.MinValue : State.Next;

    public void Dispose() => Saving.Dispose();

    /// <summary>Goes on where the last process stopped, or begins.</summary>
    public void Start(TimerState? stored, DateTimeOffset now)
    {
        var schedule = Definition.Schedule;
        IsMonitored = Definition.UseMonitor && schedule.IsWorthMonitoring(now);
        isStartupDue = Definition.RunOnStartup;
        Wishes = stored is { Wished: true } ? 1 : 0;
        if (!IsMonitored || stored is null)
        {
            State = new TimerState(schedule.Expression, schedule.After(now), now, Wishes > 0);
            return;
        }

        State = stored.Schedule == schedule.Expression ? stored : stored with { Schedule = schedule.Expression, Next = schedule.After(stored.LastUpdated) };
        isPastDue = State.Next < now;
    }

    public void Wish()
    {
        Wishes++;
        State = State with { Wished = true };
    }

    /// <summary>Begins a run: what the function learns about its schedule.</summary>
    public TimerInfo Begin(DateTimeOffset now)
    {
        runsForSchedule = State.Next <= now;
        return new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = IsMonitored ? State.ToStatus() : null };
    }

    /// <summary>Ends a run that answered so many wishes. What fell due meanwhile is skipped: a timer never chases its own tail.</summary>
    public void Finish(DateTimeOffset now, int wishes)
    {
        Wishes -= wishes;
        isStartupDue = false;
        isPastDue = false;
        State = State with
        {
            Last = runsForSchedule ? State.Next : State.Last,
            Next = State.Next <= now ? Definition.Schedule.After(now) : State.Next,
            LastUpdated = now,
            Wished = Wishes > 0,
        };
    }
}
