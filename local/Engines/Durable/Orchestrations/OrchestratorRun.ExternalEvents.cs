using System.Text.Json;
using Microsoft.DurableTask;
using RevenueFunctions.Local.Engines.Durable.History;

namespace RevenueFunctions.Local.Engines.Durable.Orchestrations;

internal sealed partial class OrchestratorRun
{
    private readonly Dictionary<string, IWaiter> waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Queue<HistoryEvent>> early = new(StringComparer.OrdinalIgnoreCase);
    private ContinuedAsNew? continuedAsNew;
    private bool preserveEvents;

    private interface IWaiter
    {
        Type EventType { get; }

        IWaiter? Next { get; }

        void Complete(string? payload);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        RequireOrchestratorThread();
        waiters.TryGetValue(eventName, out var existing);
        if (existing is not null && existing.EventType != typeof(T))
        {
            throw new ArgumentException(
                $"Events with the same name must have the same type argument. Expected {existing.EventType.FullName} but was requested {typeof(T).FullName}.");
        }

        // The newest waiter is served first, as the real worker does it; a cancelled one stays and eats an event, as there.
        var waiter = new Waiter<T>(existing, options.Converter);
        waiters[eventName] = waiter;
        if (early.TryGetValue(eventName, out var buffered))
        {
            var raised = buffered.Dequeue();
            if (buffered.Count == 0)
            {
                early.Remove(eventName);
            }

            Raise(raised);
        }

        // The run ends with the episode, and the registration with the token's source: nothing is left to dispose.
        cancellationToken.Register(() => waiter.Source.TrySetCanceled(cancellationToken));
        return waiter.Source.Task;
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        RequireOrchestratorThread();
        ArgumentNullException.ThrowIfNull(options);
        preserveEvents = options.PreserveUnprocessedEvents;
        var version = string.IsNullOrWhiteSpace(options.NewVersion) ? instance.Version : options.NewVersion;
        continuedAsNew = new ContinuedAsNew(Serialize(options.NewInput, "new input"), version, []);
    }

    private void Raise(HistoryEvent raised)
    {
        var name = raised.Name ?? string.Empty;
        if (continuedAsNew is not null)
        {
            continuedAsNew.Carryover.Add(raised);
            return;
        }

        if (waiters.TryGetValue(name, out var waiter))
        {
            if (waiter.Next is { } next)
            {
                waiters[name] = next;
            }
            else
            {
                waiters.Remove(name);
            }

            waiter.Complete(raised.Input);
            return;
        }

        if (!early.TryGetValue(name, out var buffered))
        {
            early[name] = buffered = new Queue<HistoryEvent>();
        }

        buffered.Enqueue(raised);
    }

    /// <summary>What the next execution takes over: events nobody waited for, if it wants them, and those that came after the decision.</summary>
    private List<HistoryEvent> Unprocessed(List<HistoryEvent> late) =>
        preserveEvents ? [.. early.Values.SelectMany(buffered => buffered).OrderBy(raised => raised.Timestamp), .. late] : late;

    private sealed class Waiter<T>(IWaiter? next, DataConverter converter) : IWaiter
    {
        public TaskCompletionSource<T> Source { get; } = new();

        public Type EventType => typeof(T);

        public IWaiter? Next { get; } = next;

        public void Complete(string? payload)
        {
            try
            {
                Source.TrySetResult(converter.Deserialize<T>(payload)!);
            }
            catch (JsonException malformed)
            {
                // The sender chose the payload: the orchestrator that waits decides what becomes of it.
                Source.TrySetException(malformed);
            }
        }
    }
}
