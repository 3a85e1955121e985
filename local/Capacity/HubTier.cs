namespace RevenueFunctions.Local.Capacity;

/// <summary>A tier of Event Hubs.</summary>
internal enum HubTier
{
    /// <summary>Throughput units, 32 partitions a hub.</summary>
    Standard,

    /// <summary>Processing units, 100 partitions a hub, Capture included.</summary>
    Premium,
}
