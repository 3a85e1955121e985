using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Engines.Timers;
using RevenueFunctions.Local.Storage;

namespace RevenueFunctions.Tests.Contract.Timers;

/// <summary>One timer function under a stepped pump, in virtual time.</summary>
internal sealed class TimerBench
{
    public static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 30, TimeSpan.Zero);
    private SteppedRun run = null!;

    public ILocalStore Store { get; } = new MemoryStore();

    public VirtualClock Clock { get; } = new(Start);

    public TimerEngine Engine { get; private set; } = null!;

    /// <summary>When it fired, and whether it was past due.</summary>
    public List<(DateTimeOffset At, bool IsPastDue)> Fired { get; } = [];

    public List<ScheduleStatus?> Statuses { get; } = [];

    /// <summary>What the function does beyond being seen.</summary>
    public Func<Task> Work { get; set; } = () => Task.CompletedTask;

    public TimerBench Restart(string schedule, bool runOnStartup = false, bool useMonitor = true)
    {
        var definition = new TimerDefinition("CloseDue", TimerSchedule.Parse(schedule), useMonitor, runOnStartup, (info, _) =>
        {
            Fired.Add((Clock.GetUtcNow(), info.IsPastDue));
            Statuses.Add(info.ScheduleStatus);
            return Work();
        });
        Engine = new TimerEngine([definition], Store, Clock, NullLogger<TimerEngine>.Instance);
        run = new SteppedRun([Engine], Clock, new Random(3));
        run.RecoverAsync().GetAwaiter().GetResult();
        return this;
    }

    public Task<int> RunAsync() => run.SettleAsync(1000);

    /// <summary>Lives through a span of time, from one due instant to the next.</summary>
    public async Task LiveAsync(TimeSpan span)
    {
        var end = Clock.GetUtcNow() + span;
        await RunAsync();
        while (Engine.NextDue is { } due && due <= end)
        {
            run.AdvanceToNextDue();
            await RunAsync();
        }

        Clock.SetUtcNow(end);
    }
}
