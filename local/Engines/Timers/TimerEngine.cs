using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.Timers;

/// <summary>
/// Fires timer functions. A function never overlaps itself; an occurrence that was missed while the host was down is made up for once;
/// occurrences that pass while the function runs are skipped.
/// </summary>
public sealed partial class TimerEngine(IEnumerable<TimerDefinition> definitions, ILocalStore store, TimeProvider clock, ILogger<TimerEngine> logger) : IEngine
{
    private const string Table = "Timers";
    private const string Partition = "timers";

    private readonly Lock gate = new();
    private readonly Dictionary<string, RunningTimer> timers =
        definitions.Select(definition => new RunningTimer(definition)).ToDictionary(timer => timer.Definition.Name, StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public event Action? WorkArrived;

    /// <inheritdoc/>
    public string Name => "timers";

    /// <inheritdoc/>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (gate)
            {
                return timers.Values.Where(timer => !timer.IsRunning).Min(timer => (DateTimeOffset?)timer.FiresAt);
            }
        }
    }

    /// <inheritdoc/>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        foreach (var timer in timers.Values)
        {
            var row = await store.GetAsync(Table, Partition, TableKey.Escape(timer.Definition.Name), cancellationToken);
            timer.Start(row?.Read<TimerState>(), clock.GetUtcNow());
            if (row is null)
            {
                // Recorded before the first run, so that an occurrence missed before it is caught up too.
                await SaveAsync(timer, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public WorkItem? TryTake()
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            foreach (var timer in timers.Values)
            {
                if (!timer.IsRunning && timer.FiresAt <= now)
                {
                    timer.IsRunning = true;
                    return new WorkItem(Name, timer.Definition.Name, cancellationToken => RunAsync(timer, cancellationToken));
                }
            }
        }

        return null;
    }

    /// <summary>Fires the function once, soon, apart from its schedule. The wish is durable when the task completes.</summary>
    /// <exception cref="KeyNotFoundException">No timer function has that name.</exception>
    public async Task TriggerAsync(string function, CancellationToken cancellationToken = default)
    {
        var timer = timers[function];
        lock (gate)
        {
            timer.Wish();
        }

        await SaveAsync(timer, cancellationToken);
        WorkArrived?.Invoke();
    }

    private async Task RunAsync(RunningTimer timer, CancellationToken cancellationToken)
    {
        TimerInfo info;
        int wishes;
        lock (gate)
        {
            info = timer.Begin(clock.GetUtcNow());
            wishes = timer.Wishes;
        }

        try
        {
            await timer.Definition.RunAsync(info, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Justification: whatever a function throws is its own business; it is logged, and the schedule goes on.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogFunctionFailed(failure, timer.Definition.Name);
        }

        lock (gate)
        {
            timer.Finish(clock.GetUtcNow(), wishes);
        }

        try
        {
            await SaveAsync(timer, cancellationToken);
        }
        catch (StorageUnavailableException unavailable)
        {
            // The record is behind now: after a crash the run repeats, which at-least-once allows. The next run writes it again.
            LogStateNotSaved(unavailable, timer.Definition.Name);
        }

        lock (gate)
        {
            timer.IsRunning = false;
        }

        WorkArrived?.Invoke();
    }

    private async Task SaveAsync(RunningTimer timer, CancellationToken cancellationToken)
    {
        await timer.Saving.WaitAsync(cancellationToken);
        try
        {
            TimerState state;
            lock (gate)
            {
                state = timer.State;
            }

            // No update is lost by the upsert: this engine is the only writer, and saves the newest state one at a time.
            await store.CommitAsync(new TableBatch(Table, Partition).Upsert(TableKey.Escape(timer.Definition.Name), FabricJson.Bytes(state)), cancellationToken);
        }
        finally
        {
            timer.Saving.Release();
        }
    }

    [LoggerMessage(EventId = 1201, Level = LogLevel.Error, Message = "Timer function {function} failed; it fires again by its schedule")]
    private partial void LogFunctionFailed(Exception exception, string function);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Warning, Message = "The schedule status of {function} could not be saved")]
    private partial void LogStateNotSaved(Exception exception, string function);
}
