using System.ComponentModel.DataAnnotations;

namespace RevenueFunctions.Ingest;

/// <summary>What ingest accepts and how hard it drives the store.</summary>
public sealed class IngestOptions
{
    /// <summary>Usage before this instant is quarantined. Default 1990-01-01.</summary>
    public DateTimeOffset OldestUsage { get; set; } = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Usage further in the future than this is quarantined. Default one day.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "31.00:00:00")]
    public TimeSpan FutureTolerance { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Usage partitions that one batch writes at the same time. Default 16.</summary>
    [Range(1, 256)]
    public int ConcurrentCommits { get; set; } = 16;

    /// <summary>Usage partitions whose fence and roll-ups are kept in memory. Default 2,048.</summary>
    [Range(1, 1_000_000)]
    public int CachedPartitions { get; set; } = 2048;

    /// <summary>Usage events that are decoded before they are written; bounds the memory of a batch of large hub events. Default 8,192.</summary>
    [Range(1, 1_000_000)]
    public int EventsPerSlice { get; set; } = 8192;
}
