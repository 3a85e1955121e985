namespace RevenueFunctions.Local.Engines.EventHub;

/// <summary>The hubs of the embedded Event Hub engine.</summary>
public sealed record EventHubOptions
{
    /// <summary>The hubs, such as "usage" and "outbound".</summary>
    public required IReadOnlyList<HubOptions> Hubs { get; init; }

    /// <summary>How often old events are looked for. Default: 1 hour.</summary>
    public TimeSpan TrimInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a partition pauses after the store was down. Default: 1 second.</summary>
    public TimeSpan StorageRetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Bytes of just-appended rows kept in memory for each partition, so that a consumer that keeps up reads no disk. Default: 2 MiB.</summary>
    public int CacheBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>Bytes of a hub that may wait for its consumers before the doors for producers refuse more. Default: 128 MiB.</summary>
    public long BacklogBytes { get; init; } = 128 * 1024 * 1024;
}

/// <summary>One hub.</summary>
/// <param name="Name">Its name, as triggers and producers write it.</param>
/// <param name="Partitions">Its partitions; may grow between runs, never shrink. Default: 4.</param>
public sealed record HubOptions(string Name, int Partitions = 4)
{
    /// <summary>
    /// How long events are kept. Unlike in Azure, events that a registered consumer has not passed yet are kept longer: a laptop that
    /// was off for a week loses nothing. Default: 7 days.
    /// </summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);
}
