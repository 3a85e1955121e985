using Microsoft.Extensions.Logging;

namespace RevenueFunctions.Local.Engines;

/// <summary>
/// Drives the engines under the host: takes work while there is some, runs it on the thread pool, and sleeps until something is due
/// or arrives. The engines limit their own concurrency, so the pump has no limit of its own.
/// </summary>
public sealed partial class Pump : IAsyncDisposable
{
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(1);

    private readonly IReadOnlyList<IEngine> engines;
    private readonly TimeProvider clock;
    private readonly ILogger<Pump> logger;
    private readonly CancellationTokenSource workAborted = new();
    private readonly TaskCompletionSource faulted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task dispatching = Task.CompletedTask;
    private volatile bool stopping;

    // A fresh one for each round, made before the engines are asked: a call between asking and sleeping completes the very signal that
    // the sleep waits for. A semaphore with abandoned waiters lost such calls, and the host slept for ever.
    private TaskCompletionSource wake = NewSignal();
    private long inFlight;
    private TaskCompletionSource? drained;

    /// <summary>Makes a pump over the engines; nothing runs before <see cref="StartAsync"/>.</summary>
    public Pump(IEnumerable<IEngine> engines, TimeProvider clock, ILogger<Pump> logger)
    {
        this.engines = [.. engines];
        this.clock = clock;
        this.logger = logger;
    }

    /// <summary>Fails when work threw, which only a bug in an engine makes it do. The host must stop: state in memory may be wrong, the store is not.</summary>
    public Task Faulted => faulted.Task;

    /// <summary>Work items that run now.</summary>
    public long InFlight => Interlocked.Read(ref inFlight);

    /// <summary>Recovers every engine from the store, then starts to take work.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var engine in engines)
        {
            await engine.RecoverAsync(cancellationToken);
            engine.WorkArrived += Wake;
        }

        dispatching = Task.Run(DispatchAsync, CancellationToken.None);
    }

    /// <summary>Takes no more work and waits for what runs; when the grace period ends first, the rest is cancelled and waited for.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        stopping = true;
        Wake();
        await dispatching;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        drained = done;
        if (InFlight == 0)
        {
            done.TrySetResult();
        }

        if (await Task.WhenAny(done.Task, Task.Delay(grace, clock)) != done.Task)
        {
            LogDrainCutShort(InFlight, grace);
            await workAborted.CancelAsync();
            await done.Task;
        }

        foreach (var engine in engines)
        {
            engine.WorkArrived -= Wake;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        workAborted.Dispose();
    }

    private async Task DispatchAsync()
    {
        try
        {
            while (!stopping)
            {
                var signal = NewSignal();
                Interlocked.Exchange(ref wake, signal);
                if (!Dispatch() && !stopping)
                {
                    await SleepAsync(signal.Task);
                }
            }
        }
#pragma warning disable CA1031 // Justification: nobody awaits the dispatcher while the host runs; ended by a bug unseen, the host would answer and never work again.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            LogDispatchThrew(bug);
            stopping = true;
            faulted.TrySetException(bug);
        }
    }

    private bool Dispatch()
    {
        var any = false;
        foreach (var engine in engines)
        {
            while (!stopping && engine.TryTake() is { } item)
            {
                any = true;
                Interlocked.Increment(ref inFlight);
                _ = Task.Run(() => RunAsync(engine, item), CancellationToken.None);
            }
        }

        return any;
    }

    private async Task SleepAsync(Task woken)
    {
        DateTimeOffset? due = null;
        foreach (var engine in engines)
        {
            due = engine.NextDue is { } next && (due is null || next < due) ? next : due;
        }

        if (due is null)
        {
            await woken;
            return;
        }

        // An engine at its limit may name a time that has passed; without a shortest sleep the pump would spin until it frees capacity.
        var sleep = due.Value - clock.GetUtcNow();
        using var cut = new CancellationTokenSource();
        await Task.WhenAny(woken, Task.Delay(sleep > ShortestSleep ? Shorter(sleep) : ShortestSleep, clock, cut.Token));
        await cut.CancelAsync();
    }

    /// <summary>Timers of .NET end at 49 days; waking up earlier than needed costs nothing.</summary>
    private static TimeSpan Shorter(TimeSpan sleep) => sleep < TimeSpan.FromDays(1) ? sleep : TimeSpan.FromDays(1);

    private async Task RunAsync(IEngine engine, WorkItem item)
    {
        // The worker goes on with the same engine's next item: no hand-over while an engine is busy. The dispatcher is woken for whatever
        // else the finished item made ready.
        for (WorkItem? next = item; next is not null;)
        {
            var current = next;
            next = null;
            try
            {
                await current.RunAsync(workAborted.Token);
                next = stopping || faulted.Task.IsCompleted ? null : engine.TryTake();
            }
            catch (OperationCanceledException) when (workAborted.IsCancellationRequested)
            {
                // Cut off at shutdown: the engine recovers this item from the store at the next start, as after a crash.
            }
#pragma warning disable CA1031 // Justification: a bug in an engine must stop the host, never be lost in a thread pool task; nothing is swallowed here.
            catch (Exception bug)
#pragma warning restore CA1031
            {
                LogWorkThrew(bug, current.Engine, current.Key);
                stopping = true;
                faulted.TrySetException(bug);
            }

            Wake();
        }

        if (Interlocked.Decrement(ref inFlight) == 0)
        {
            drained?.TrySetResult();
        }
    }

    private void Wake()
    {
        // The caller's work must be visible before the signal is read, or a signal that was just renewed would miss it.
        Interlocked.MemoryBarrier();
        Volatile.Read(ref wake).TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(EventId = 1001, Level = LogLevel.Critical, Message = "Work of engine {engine} on {key} threw: this is a bug, the host stops")]
    private partial void LogWorkThrew(Exception exception, string engine, string key);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Critical, Message = "An engine threw when it was asked for work: this is a bug, the host stops")]
    private partial void LogDispatchThrew(Exception exception);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Warning, Message = "{count} work items still ran after the grace period of {grace} and are cancelled")]
    private partial void LogDrainCutShort(long count, TimeSpan grace);
}
