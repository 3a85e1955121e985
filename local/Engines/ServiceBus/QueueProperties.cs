namespace RevenueFunctions.Local.Engines.ServiceBus;

/// <summary>What infra/ sets on a session queue; the defaults are those of Service Bus.</summary>
public sealed record QueueProperties
{
    /// <summary>How long a session stays locked without renewal. Default: one minute.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Deliveries after which a message that was never completed is dead-lettered. Default: 10.</summary>
    public int MaxDeliveryCount { get; init; } = 10;

    /// <summary>How long a message id is remembered; zero switches duplicate detection off. Default: 10 minutes.</summary>
    public TimeSpan DuplicateDetectionWindow { get; init; } = TimeSpan.FromMinutes(10);
}
