using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Simulation.Kernel;

/// <summary>What can be seen of a run from outside beside what is committed: for those who watch which paths it takes.</summary>
internal sealed class Sightings
{
    private readonly AsyncLocal<CallSighting?> current = new();

    /// <summary>A batch was refused.</summary>
    public event Action<TableBatch, CommitResult>? Refused;

    /// <summary>A row was read by its key.</summary>
    public event Action<string, TableRow>? Found;

    /// <summary>A request to a table failed for want of the store.</summary>
    public event Action<string>? Unavailable;

    /// <summary>Something was logged: the last part of the category, the event, its values.</summary>
    public event Action<LogSighting>? Logged;

    /// <summary>A process is about to recover.</summary>
    public event Action? Starting;

    /// <summary>A call of a function ended.</summary>
    public event Action<CallSighting>? CallEnded;

    /// <summary>A client's connection was lost in the middle of a call.</summary>
    public event Action? CallLost;

    /// <summary>A client was told that the store is away.</summary>
    public event Action? CallRefused;

    /// <summary>The call of a function from which the caller of this is running; null outside of any.</summary>
    public CallSighting? Call => current.Value;

    /// <summary>Tells that a batch was refused.</summary>
    public void SawRefused(TableBatch batch, CommitResult result) => Refused?.Invoke(batch, result);

    /// <summary>Tells that a row was found.</summary>
    public void SawFound(string table, TableRow row) => Found?.Invoke(table, row);

    /// <summary>Tells that the store was away.</summary>
    public void SawUnavailable(string table) => Unavailable?.Invoke(table);

    /// <summary>Tells what was logged.</summary>
    public void SawLogged(LogSighting logged) => Logged?.Invoke(logged);

    /// <summary>Tells that a process starts.</summary>
    public void SawStarting() => Starting?.Invoke();

    /// <summary>Tells that a client's connection was lost.</summary>
    public void SawCallLost() => CallLost?.Invoke();

    /// <summary>Tells that a client was refused.</summary>
    public void SawCallRefused() => CallRefused?.Invoke();

    /// <summary>Makes a call so that what it does can be told from what others do meanwhile.</summary>
    public async ValueTask<object?> InCallAsync(CallSighting call, Func<ValueTask<object?>> invoke)
    {
        current.Value = call;
        try
        {
            return await invoke();
        }
        catch
        {
            call.HasFailed = true;
            throw;
        }
        finally
        {
            CallEnded?.Invoke(call);
        }
    }
}

/// <summary>A call of a function.</summary>
/// <param name="Function">Its name.</param>
/// <param name="Trigger">What triggered it.</param>
/// <param name="RetryCount">How often the host had retried it.</param>
internal sealed record CallSighting(string Function, object? Trigger, int RetryCount)
{
    /// <summary>The tables it committed to.</summary>
    public HashSet<string> Tables { get; } = new(StringComparer.Ordinal);

    /// <summary>True when it threw.</summary>
    public bool HasFailed { get; set; }
}

/// <summary>A line of the log.</summary>
/// <param name="Category">The class that wrote it.</param>
/// <param name="EventId">Which event.</param>
/// <param name="Values">Its values by name.</param>
internal readonly record struct LogSighting(string Category, int EventId, IReadOnlyList<KeyValuePair<string, object?>> Values)
{
    /// <summary>A number among the values; 0 when there is none.</summary>
    public int Number(string name) => Values.FirstOrDefault(value => value.Key == name).Value as int? ?? 0;
}
