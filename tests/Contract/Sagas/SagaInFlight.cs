using Microsoft.DurableTask;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Local.Engines.Durable.History;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>
/// A saga under way, made from the first episodes of a recorded history: they are its state in the store, and what was recorded after
/// them is what its activities answer and which events reach it.
/// </summary>
internal sealed class SagaInFlight
{
    private readonly string id;
    private readonly VirtualClock clock;
    private readonly Queue<HistoryEvent> rings;

    private SagaInFlight(string id, VirtualClock clock, DurableEngine engine, IEnumerable<HistoryEvent> rings)
    {
        this.id = id;
        this.clock = clock;
        Engine = engine;
        this.rings = new(rings);
    }

    public DurableEngine Engine { get; }

    public static HistoryEvent EndOf(IReadOnlyList<HistoryEvent> history) => history.Single(one => one.EventType == HistoryEventType.ExecutionCompleted);

    public static async Task<SagaInFlight> StartAsync(IReadOnlyList<HistoryEvent> cut, IReadOnlyList<HistoryEvent> history)
    {
        var store = new MemoryStore();
        var started = cut.First(one => one.EventType == HistoryEventType.ExecutionStarted);
        await PutAsync(store, started, cut);
        var clock = new VirtualClock(new DateTimeOffset(cut[^1].Timestamp));
        var engine = new DurableEngine(store, clock, new RecordedActivities(cut, history));
        await engine.RecoverAsync(CancellationToken.None);
        if (cut.LastOrDefault(one => one.EventType is HistoryEventType.ExecutionSuspended or HistoryEventType.ExecutionResumed)?.EventType == HistoryEventType.ExecutionSuspended)
        {
            await engine.ResumeAsync(started.InstanceId!, "In a test.");
        }

        return new SagaInFlight(started.InstanceId!, clock, engine, history.Skip(cut.Count).Where(one => one.EventType == HistoryEventType.EventRaised));
    }

    /// <summary>Steps, rings as recorded, and lets time pass, until the saga has ended.</summary>
    public async Task<InstanceState> ToTheEndAsync(string where)
    {
        while (true)
        {
            await Engine.RunReadyAsync();
            if (await Engine.FindAsync(id) is { HasEnded: true } ended)
            {
                return ended;
            }

            var due = Engine.NextDue;
            if (rings.TryPeek(out var ring) && (due is null || ring.Timestamp <= due.Value.UtcDateTime))
            {
                rings.Dequeue();
                MoveTo(new DateTimeOffset(ring.Timestamp));
                await Engine.RaiseEventAsync(id, ring.Name!, ring.Input);
            }
            else
            {
                MoveTo(due ?? throw new InvalidOperationException($"{where}, the saga waits for nothing, and has not ended: its code must be able to go on from there."));
            }
        }
    }

    private void MoveTo(DateTimeOffset time) => clock.SetUtcNow(time > clock.GetUtcNow() ? time : clock.GetUtcNow());

    private static async Task PutAsync(MemoryStore store, HistoryEvent started, IReadOnlyList<HistoryEvent> cut)
    {
        var row = new InstanceRow { Id = started.InstanceId!, Name = started.Name!, Version = started.Version, Input = started.Input, CreatedAt = started.Timestamp };
        var key = DurableKeys.Of(row.Id);
        var episodes = new TableBatch(DurableKeys.History, DurableKeys.HistoryPartition(key, row.Generation));
        List<HistoryEvent> episode = [];
        var number = 0;
        foreach (var one in cut)
        {
            episode.Add(one);
            if (one.EventType == HistoryEventType.OrchestratorCompleted)
            {
                episodes.Insert(TableKey.Number(number++), HistoryJson.Bytes(new EpisodeRow(episode, null)));
                episode = [];
            }
        }

        await store.CommitAllAsync([new TableBatch(DurableKeys.Instances, DurableKeys.Active).Insert(key, HistoryJson.Bytes(row)), episodes]);
    }

    /// <summary>Answers each activity as recorded, in the order in which the recorded saga called it.</summary>
    private sealed class RecordedActivities : IDurableFunctions
    {
        private readonly Dictionary<string, Queue<HistoryEvent>> answers;

        public RecordedActivities(IReadOnlyList<HistoryEvent> cut, IReadOnlyList<HistoryEvent> history)
        {
            var given = Answers(cut).Select(one => one.TaskScheduledId).ToHashSet();
            var open = Answers(history).Where(one => !given.Contains(one.TaskScheduledId)).ToDictionary(one => one.TaskScheduledId!.Value);
            answers = history
                .Where(one => one.EventType == HistoryEventType.TaskScheduled && open.ContainsKey(one.EventId))
                .GroupBy(one => one.Name!)
                .ToDictionary(calls => calls.Key, calls => new Queue<HistoryEvent>(calls.Select(call => open[call.EventId])));
        }

        public bool HasOrchestrator(string name) => name == nameof(InvoiceSaga);

        public bool HasActivity(string name) => true;

        public async Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => await InvoiceSaga.Run(context);

        public Task<string?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellationToken)
        {
            var answer = answers[name].Dequeue();
            return answer.Failure is { } failure ? throw Thrown(failure) : Task.FromResult(answer.Result);
        }

        private static IEnumerable<HistoryEvent> Answers(IEnumerable<HistoryEvent> events) =>
            events.Where(one => one.EventType is HistoryEventType.TaskCompleted or HistoryEventType.TaskFailed);

        private static Exception Thrown(DurableFailure failure) => failure.ErrorType == typeof(StorageUnavailableException).FullName
            ? new StorageUnavailableException(failure.ErrorMessage)
            : new InvalidOperationException(failure.ErrorMessage);
    }
}
