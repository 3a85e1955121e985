using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;
using RevenueFunctions.Tests.Simulation.Faults;
using RevenueFunctions.Tests.Simulation.Running;

namespace RevenueFunctions.Tests.Simulation.Kernel;

/// <summary>
/// Everything outside the process, and the one thread that drives it all: the stores that survive a crash, the clock, what is on its way, the
/// clients. Each turn does one thing that could happen now, chosen by the seed; when nothing can, time passes.
/// </summary>
internal sealed class World : IDisposable
{
    // A hundred times what a run takes on average, and ten times what it does at most before time passes.
    private const int MostEffort = 200_000;
    private const int MostAtOnce = 5_000;

    private readonly OneThread thread = new();
    private readonly SynchronizationContext? outer = SynchronizationContext.Current;
    private readonly List<PendingOperation> pending = [];
    private readonly PriorityQueue<TaskCompletionSource, (DateTimeOffset At, long Order)> alarms = new();
    private readonly List<Task> scripts = [];
    private readonly Chance schedule;
    private readonly Chance accidents;
    private readonly Func<World, ProcessOptions, SimulatedProcess> newProcess;
    private long order;
    private int effort;
    private (DateTimeOffset Instant, int Turns) standing;
    private DateTimeOffset? restartAt;
    private DateTimeOffset skipTo;

    /// <summary>A world at an instant, with nothing running in it.</summary>
    public World(RunSetup setup, DateTimeOffset start, Func<World, ProcessOptions, SimulatedProcess> newProcess)
    {
        SynchronizationContext.SetSynchronizationContext(thread);
        this.newProcess = newProcess;
        schedule = new Chance(setup.Seed, "schedule");
        accidents = new Chance(setup.Seed, "accidents");
        var drawn = schedule.Pick(Interleavings);
        Interleaving = setup.Interleaving ?? drawn;
        Clock = new VirtualClock(start);
        BeganAt = start;
        Trace = new Trace(setup.KeepTrace, setup.Listener);
        Sightings = setup.CountPaths ? new Sightings() : null;
        Faults = new FaultInjector(setup.Plan, Trace, Steps);
        restartAt = start;
    }

    /// <summary>Raised for each batch that the store applied, in their order: who listens knows the history of the store, which its rows do not tell.</summary>
    public event Action<TableBatch>? Committed;

    /// <summary>Raised when the fabric calls the ERP to post, with the posting key, before the call is on its way.</summary>
    public event Action<string>? PostingSent;

    /// <summary>How many requests and answers in a hundred take longer than other work does: one of these, chosen by the seed.</summary>
    public static IReadOnlyList<int> Interleavings { get; } = [0, 5, 20, 50];

    /// <summary>The one of this run.</summary>
    public int Interleaving { get; }

    /// <summary>The rows that survive a crash of the process.</summary>
    public MemoryStore Store { get; } = new();

    /// <summary>The rows of the ERP, a system of its own.</summary>
    public MemoryStore ErpStore { get; } = new();

    /// <summary>When the run began.</summary>
    public DateTimeOffset BeganAt { get; }

    /// <summary>The true time. A process may have another opinion.</summary>
    public VirtualClock Clock { get; }

    /// <summary>The true time.</summary>
    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>How often the ERP refused an entry, by posting key.</summary>
    public Dictionary<string, int> ErpRefusals { get; } = new(StringComparer.Ordinal);

    /// <summary>The ERP is away until then, whichever process asks.</summary>
    public DateTimeOffset ErpAwayUntil { get; set; }

    /// <summary>True while the ERP is away.</summary>
    public bool IsErpAway => Now < ErpAwayUntil;

    /// <summary>What can be seen of the run from outside; null when nobody watches.</summary>
    public Sightings? Sightings { get; }

    /// <summary>Where faults strike.</summary>
    public FaultInjector Faults { get; }

    /// <summary>What happened.</summary>
    public Trace Trace { get; }

    /// <summary>A hash over everything that happened.</summary>
    public Footprint Steps { get; } = new();

    /// <summary>The process that runs now; null between a crash and the restart.</summary>
    public SimulatedProcess? Process { get; private set; }

    /// <summary>Turns taken.</summary>
    public long Turns { get; private set; }

    /// <summary>Processes started.</summary>
    public int Starts { get; private set; }

    /// <summary>What no code of the fabric may do: exceptions that escaped from an engine or from a client's script.</summary>
    public List<string> Bugs { get; } = [];

    /// <summary>True when every client has done what it came for.</summary>
    public bool ScriptsAreDone => scripts.TrueForAll(script => script.IsCompleted);

    /// <summary>Adds a client: something outside the process that acts by itself.</summary>
    public void Start(string name, Func<Task> script) => scripts.Add(WatchAsync(name, script));

    /// <summary>Lets work of a process run that nobody waits for. It must not throw, and it need not end: it is gone with its process.</summary>
    public void Observe(string what, Func<Task> work) => _ = WatchAsync(what, work);

    /// <summary>Tells that the store applied a batch.</summary>
    public void SawCommit(TableBatch batch) => Committed?.Invoke(batch);

    /// <summary>Tells that the fabric calls the ERP to post.</summary>
    public void SawPosting(string postingKey) => PostingSent?.Invoke(postingKey);

    /// <summary>Passes the kind's fault point.</summary>
    public PlannedFault? FaultAt(FaultKind kind, string where) => Faults.At(kind, Now, where);

    /// <summary>Completes when the time has come.</summary>
    public Task WaitAsync(TimeSpan duration)
    {
        var alarm = new TaskCompletionSource();
        alarms.Enqueue(alarm, (Now + duration, ++order));
        return alarm.Task;
    }

    /// <summary>Completes at the instant, or at once when that has passed.</summary>
    public Task UntilAsync(DateTimeOffset instant) => instant > Now ? WaitAsync(instant - Now) : Task.CompletedTask;

    /// <summary>Completes at the instant; the time up to it passes at once as soon as nothing is under way, as if the machine had slept.</summary>
    public Task SkipToAsync(DateTimeOffset instant)
    {
        skipTo = instant;
        return UntilAsync(instant);
    }

    /// <summary>The way of a request or an answer: over at once, or when the scheduler says so. Never over for a process that died meanwhile.</summary>
    public Task TravelAsync(SimulatedProcess? owner, TimeSpan? atLeast = null)
    {
        if (owner is { IsDead: true } || IsWornOut())
        {
            return new TaskCompletionSource().Task;
        }

        if (atLeast is null && !schedule.Percent(Interleaving))
        {
            return Task.CompletedTask;
        }

        var operation = new PendingOperation(owner, Now + (atLeast ?? TimeSpan.Zero));
        pending.Add(operation);
        return operation.Arrival.Task;
    }

    /// <summary>A client's call into the process. The connection is lost when the process dies before it answers.</summary>
    /// <exception cref="ConnectionLostException">Nothing serves now, or nobody answered: what became of the call is unknown.</exception>
    public async Task<T> CallAsync<T>(Func<SimulatedProcess, Task<T>> call)
    {
        await TravelAsync(null);
        var process = Process is { IsServing: true } serving ? serving : throw new ConnectionLostException();
        var answer = new TaskCompletionSource<T>();
        process.Died += () => Later(() =>
        {
            if (answer.TrySetException(new ConnectionLostException()))
            {
                Sightings?.SawCallLost();
            }
        });
        ForwardAsync(call(process), answer);
        var result = await answer.Task;
        await TravelAsync(null);
        return result;
    }

    /// <summary>The process dies. Nothing of it goes on; another one starts a while later.</summary>
    public void Kill(SimulatedProcess process, string why)
    {
        if (process.IsDead)
        {
            return;
        }

        Trace.Add(Now, $"the process dies ({why})");
        process.Die();
        pending.RemoveAll(operation => operation.Owner == process);
        Process = null;
        restartAt = Now + (accidents.Percent(85) ? accidents.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(40)) : accidents.Between(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(90)));
    }

    /// <summary>Takes turns until the condition holds whenever nothing can happen without time passing, or until the time is up.</summary>
    /// <returns>True when the condition holds; false when the time is up or nothing will ever happen again.</returns>
    public bool RunUntil(Func<bool> condition, DateTimeOffset until)
    {
        while (Bugs.Count == 0)
        {
            CountTurn();
            thread.Drain();
            if (TakeTurn())
            {
                continue;
            }

            if (condition())
            {
                return true;
            }

            if (Now >= until || !LetTimePass())
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Runs one task of the caller to its end, with nothing else going on in the process.</summary>
    public T Finish<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            thread.Drain();
            if (!task.IsCompleted && !ArriveOne())
            {
                throw new InvalidOperationException("The task waits for something that does not come.");
            }
        }

        return task.GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Dispose() => SynchronizationContext.SetSynchronizationContext(outer);

    private bool TakeTurn()
    {
        // Time also passes while work is under way, or no lock would ever run out under a call.
        if (schedule.Below(300) == 0 && pending.Count > 0)
        {
            LetTimePass();
        }

        return (schedule.Percent(50) && ArriveOne()) || StartWork() || ArriveOne();
    }

    private bool ArriveOne()
    {
        if (pending.Count == 0)
        {
            return false;
        }

        var first = schedule.Below(pending.Count);
        for (var tried = 0; tried < pending.Count; tried++)
        {
            var at = (first + tried) % pending.Count;
            if (pending[at].NotBefore <= Now)
            {
                var operation = pending[at];
                pending.RemoveAt(at);
                Steps.Add(at);
                operation.Arrival.SetResult();
                return true;
            }
        }

        return false;
    }

    private bool StartWork()
    {
        if (restartAt <= Now)
        {
            restartAt = null;
            Process = newProcess(this, new ProcessOptions(++Starts, accidents.Below(int.MaxValue)));
            Observe("start", Process.StartAsync);
            return true;
        }

        if (Process?.TryTake(schedule) is not { } item)
        {
            return false;
        }

        Steps.Add(item.Engine);
        Steps.Add(item.Key);
        Trace.Add(Now, $"{item.Engine} runs {item.Key}");
        Observe($"{item.Engine} {item.Key}", () => item.RunAsync(CancellationToken.None));
        return true;
    }

    private bool LetTimePass()
    {
        var next = restartAt;
        Earlier(alarms.TryPeek(out _, out var alarm) ? alarm.At : null);
        Earlier(Process?.NextDue);
        foreach (var operation in pending)
        {
            Earlier(operation.NotBefore);
        }

        if (next is null)
        {
            return false;
        }

        var target = next > Now ? next.Value : Now + TimeSpan.FromMilliseconds(1);
        if (skipTo > target && pending.Count == 0 && Process is { IsServing: true })
        {
            target = skipTo;
        }
        else if (FaultAt(FaultKind.ClockJump, "time passing") is { } jump)
        {
            target += TimeSpan.FromMinutes(1 + (jump.Size * 1.2));
        }

        Steps.Add(target.Ticks);
        Trace.Add(Now, $"the clock goes on by {target - Now}");
        Clock.SetUtcNow(target);
        Process?.Tick(FaultAt(FaultKind.ClockSetBack, "time passing") is { } back ? TimeSpan.FromMinutes(1 + (back.Size * 0.6)) : TimeSpan.Zero);
        while (alarms.TryPeek(out var due, out var at) && at.At <= target)
        {
            alarms.Dequeue();
            due.SetResult();
            thread.Drain();
        }

        return true;

        void Earlier(DateTimeOffset? other) => next = other is null || next <= other ? next : other;
    }

    /// <summary>True when so much has happened that something goes round in circles: nothing goes on any more, and the run ends.</summary>
    private bool IsWornOut()
    {
        if (effort < MostEffort && ++effort == MostEffort)
        {
            Bugs.Add($"It goes round in circles: {MostEffort} turns, requests and answers until {Now:O}, and no end. The last lines of the trace show the circle.");
        }

        return effort == MostEffort;
    }

    /// <summary>A turn begins. Many of them without any time passing are a circle too.</summary>
    private void CountTurn()
    {
        Turns++;
        if (thread.Left is { } left)
        {
            Bugs.Add($"Something went on on another thread, so this seed names no run: {left}");
        }

        standing = standing.Instant == Now ? (Now, standing.Turns + 1) : (Now, 0);
        if (standing.Turns == MostAtOnce)
        {
            Bugs.Add($"It goes round in circles: {MostAtOnce} turns at {Now:O}. The last lines of the trace show the circle.");
        }
    }

    private async Task WatchAsync(string name, Func<Task> script)
    {
        try
        {
            await script();
        }
#pragma warning disable CA1031 // Justification: whatever a client's script throws fails the run; nothing is swallowed.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            Bugs.Add($"{name}: {bug}");
        }
    }


    private async void ForwardAsync<T>(Task<T> call, TaskCompletionSource<T> answer)
    {
        try
        {
            answer.TrySetResult(await call);
        }
#pragma warning disable CA1031 // Justification: the caller gets whatever the call threw.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            answer.TrySetException(failure);
        }
    }

    private void Later(Action action) => thread.Post(static state => ((Action)state!)(), action);
}
