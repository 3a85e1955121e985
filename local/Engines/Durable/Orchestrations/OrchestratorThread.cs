namespace RevenueFunctions.Local.Engines.Durable.Orchestrations;

/// <summary>
/// The one thread an episode runs on. Continuations of durable tasks run inline, at once, as Durable Task's own context does it, so
/// that decisions get the same sequence numbers here and on Azure. A continuation that another thread posts comes from awaiting
/// something that is not durable: it is not run, and reported.
/// </summary>
internal sealed class OrchestratorThread(Action reportForeignAwait) : SynchronizationContext
{
    [ThreadStatic]
    private static OrchestratorThread? current;

    /// <summary>True on the thread that runs this episode, while it runs.</summary>
    public bool IsCurrent => current == this;

    /// <summary>Runs a part of the episode under this context.</summary>
    public void Run(Action part)
    {
        var (outerContext, outerThread) = (Current, current);
        SetSynchronizationContext(this);
        current = this;
        try
        {
            part();
        }
        finally
        {
            current = outerThread;
            SetSynchronizationContext(outerContext);
        }
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state) => Send(d, state);

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
        {
            d(state);
        }
        else
        {
            reportForeignAwait();
        }
    }

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;
}
