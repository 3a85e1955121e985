using System.Globalization;
using Microsoft.Extensions.Logging;
using RevenueFunctions.Local.Admission;
using RevenueFunctions.Local.Engines.Durable.History;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.Durable;

/// <summary>
/// Durable Functions in one process. An instance is its history: each episode replays the orchestrator over it and stores, in one
/// commit, what it decided. Activities and timers need no rows of their own: what is scheduled and not completed is found again in
/// the histories of the active instances. An activity's result becomes durable with the episode that consumes it, so a crash before
/// runs the activity again (at least once).
/// </summary>
public sealed partial class DurableEngine : IEngine
{
    private const int SmallestSweep = 1024;

    private readonly ILocalStore store;
    private readonly TimeProvider clock;
    private readonly IDurableFunctions functions;
    private readonly DurableOptions options;
    private readonly ILogger logger;
    private readonly Lock gate = new();
    private readonly Dictionary<string, ActiveInstance> active = new(StringComparer.Ordinal);
    private readonly Queue<ActiveInstance> ready = new();
    private readonly Queue<ActivityCall> calls = new();
    private readonly PriorityQueue<Due, (DateTime At, long Order)> dues = new();
    private long order;
    private int sweepDuesAt = SmallestSweep;
    private long inboxSequence;
    private int episodesInFlight;
    private int activitiesInFlight;

    /// <summary>An engine over a store; call <see cref="RecoverAsync"/> before anything else.</summary>
    public DurableEngine(ILocalStore store, TimeProvider clock, IDurableFunctions functions, DurableOptions? options = null)
    {
        this.store = store;
        this.clock = clock;
        this.functions = functions;
        this.options = options ?? new DurableOptions();
        logger = this.options.LoggerFactory.CreateLogger<DurableEngine>();
        endings = new DrainRate(clock);
    }

    private enum DueKind
    {
        Start,
        Timer,
        Retry,
    }

    /// <inheritdoc/>
    public event Action? WorkArrived;

    /// <inheritdoc/>
    public string Name => "durable";

    /// <summary>The settings.</summary>
    public DurableOptions Options => options;

    /// <inheritdoc/>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (gate)
            {
                return DropStaleDues() ? new DateTimeOffset(dues.Peek().At, TimeSpan.Zero) : null;
            }
        }
    }

    /// <summary>Timers, delayed starts and retries that the engine holds in memory.</summary>
    internal int PendingDues
    {
        get
        {
            lock (gate)
            {
                return dues.Count;
            }
        }
    }

    /// <summary>Instances that have not ended: what the engine holds in memory.</summary>
    public int ActiveInstances
    {
        get
        {
            lock (gate)
            {
                return active.Count;
            }
        }
    }

    internal TimeProvider Clock => clock;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <inheritdoc/>
    public WorkItem? TryTake()
    {
        lock (gate)
        {
            FireDues();
            if (episodesInFlight < options.MaxConcurrentOrchestratorFunctions && ready.TryDequeue(out var instance))
            {
                episodesInFlight++;
                instance.IsReady = false;
                instance.IsRunning = true;
                return new WorkItem(Name, instance.Row.Id, _ => RunEpisodeAsync(instance));
            }

            while (activitiesInFlight < options.MaxConcurrentActivityFunctions && calls.TryDequeue(out var call))
            {
                if (IsCurrent(call.Instance, call.Generation))
                {
                    activitiesInFlight++;
                    var key = string.Create(CultureInfo.InvariantCulture, $"{call.Instance.Row.Id}/{call.Scheduled.Name}#{call.Scheduled.EventId}");
                    return new WorkItem(Name, key, cancellationToken => RunActivityAsync(call, cancellationToken));
                }
            }

            return null;
        }
    }

    private void FireDues()
    {
        var now = Now;
        while (DropStaleDues() && dues.Peek().At <= now)
        {
            var due = dues.Dequeue();
            if (due.Kind == DueKind.Timer)
            {
                due.Instance.Arrived.Add(new ArrivedEvent(
                    new HistoryEvent { EventType = HistoryEventType.TimerFired, Timestamp = now, TimerId = due.TimerId, FireAt = due.At }, null));
            }

            MakeReady(due.Instance);
        }
    }

    /// <summary>Removes what waits for instances that ended or went on as new; true when something is left to wait for.</summary>
    private bool DropStaleDues()
    {
        while (dues.TryPeek(out var due, out _))
        {
            if (IsCurrent(due.Instance, due.Generation))
            {
                return true;
            }

            dues.Dequeue();
        }

        return false;
    }

    private bool IsCurrent(ActiveInstance instance, long generation) =>
        active.TryGetValue(instance.Row.Id, out var current) && current == instance && instance.Row.Generation == generation;

    private void MakeReady(ActiveInstance instance)
    {
        if (!instance.IsReady && !instance.IsRunning && !instance.IsReserved)
        {
            instance.IsReady = true;
            ready.Enqueue(instance);
        }
    }

    private void WaitUntil(ActiveInstance instance, DueKind kind, DateTime at, int timerId = -1)
    {
        dues.Enqueue(new Due(instance, instance.Row.Generation, kind, at, timerId), (at, ++order));
        if (dues.Count > sweepDuesAt)
        {
            // Most timers outlive the instance that cancelled them: what nobody waits for must not pile up until it is due.
            var live = dues.UnorderedItems.Where(one => IsCurrent(one.Element.Instance, one.Element.Generation)).ToList();
            dues.Clear();
            dues.EnqueueRange(live);
            sweepDuesAt = Math.Max(SmallestSweep, 2 * live.Count);
        }
    }

    private async Task CommitAsync(IReadOnlyList<TableBatch> batches)
    {
        // Not cancellable: a commit that was begun is waited for, so that memory and store agree.
        var committed = await store.CommitAllAsync(batches, CancellationToken.None);
        if (!committed.IsCommitted)
        {
            var batch = batches[committed.FailedBatch];
            throw new InvalidOperationException(
                $"The durable engine's state changed under it: {committed.Result.Conflict} at {batch.Table}/{batch.Partition}/{batch.Changes[committed.Result.FailedIndex].Row}. Only one process may use the store.");
        }
    }

    private readonly record struct Due(ActiveInstance Instance, long Generation, DueKind Kind, DateTime At, int TimerId);

    private sealed record ActivityCall(ActiveInstance Instance, long Generation, HistoryEvent Scheduled);
}
