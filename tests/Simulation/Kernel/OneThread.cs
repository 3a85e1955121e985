namespace RevenueFunctions.Tests.Simulation.Kernel;

/// <summary>
/// Keeps every continuation on the thread of the simulation: what would go to the thread pool is queued here and run in order. Without it a
/// semaphore or a completed task could continue elsewhere, and a seed would no longer name one run.
/// </summary>
internal sealed class OneThread : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> posted = new();
    private readonly int own = Environment.CurrentManagedThreadId;

    /// <summary>Where something went on on another thread, with its stack; null while nothing did.</summary>
    public string? Left { get; private set; }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (posted)
        {
            if (Environment.CurrentManagedThreadId != own)
            {
                Left ??= Environment.StackTrace;
            }

            posted.Enqueue((d, state));
        }
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state)
    {
        ArgumentNullException.ThrowIfNull(d);
        d(state);
    }

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs what was posted, and what that posts, until nothing is left.</summary>
    public void Drain()
    {
        while (TryTake(out var next))
        {
            next.Callback(next.State);
        }
    }

    private bool TryTake(out (SendOrPostCallback Callback, object? State) next)
    {
        lock (posted)
        {
            return posted.TryDequeue(out next);
        }
    }
}
