namespace RevenueFunctions.Local.Engines.ServiceBus;

/// <summary>Who receives from a queue, and how; the defaults are those of host.json.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="HandleAsync">Takes one message; what it throws abandons the message.</param>
public sealed record QueueConsumer(string Queue, Func<SessionDelivery, CancellationToken, Task> HandleAsync)
{
    /// <summary>The queue's own settings.</summary>
    public QueueProperties Properties { get; init; } = new();

    /// <summary>Sessions held at one time. Default: 8.</summary>
    public int MaxConcurrentSessions { get; init; } = 8;

    /// <summary>How long a session without messages is held before it makes room for another. Default: one minute.</summary>
    public TimeSpan SessionIdleTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the session's lock is renewed by itself. Default: 5 minutes.</summary>
    public TimeSpan MaxAutoLockRenewal { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether a message is completed when its handler returns without having settled it. Default: true.</summary>
    public bool AutoComplete { get; init; } = true;
}
