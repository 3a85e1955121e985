using System.ComponentModel.DataAnnotations;

namespace RevenueFunctions.Local.Admission;

/// <summary>What the host takes on at a time (settings Admission:{name}). A single caller gets at most half of each.</summary>
public sealed class AdmissionOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Admission";

    /// <summary>Bytes of event bodies in memory: being received, or waiting to become durable.</summary>
    /// <value>32 MiB.</value>
    [Range(64 * 1024, 4L * 1024 * 1024 * 1024)]
    public long IngestBytesInFlight { get; set; } = 32 * 1024 * 1024;

    /// <summary>Bytes of event bodies of a hub that wait for its consumers, those in flight included: bounds the disk and the time until an event is a usage record.</summary>
    /// <value>128 MiB.</value>
    [Range(64 * 1024, 1024L * 1024 * 1024 * 1024)]
    public long HubBacklogBytes { get; set; } = 128 * 1024 * 1024;

    /// <summary>Reading API requests under way.</summary>
    /// <value>128.</value>
    [Range(1, 100_000)]
    public int ApiReads { get; set; } = 128;

    /// <summary>Writing API requests under way.</summary>
    /// <value>128.</value>
    [Range(1, 100_000)]
    public int ApiWrites { get; set; } = 128;

    /// <summary>Requests of operators to the host itself (/admin, /runtime) under way.</summary>
    /// <value>32.</value>
    [Range(1, 100_000)]
    public int OperatorRequests { get; set; } = 32;

    /// <summary>Orchestrations that have not ended; the engine keeps them in memory. Sub-orchestrations do not count against it.</summary>
    /// <value>10,000.</value>
    [Range(1, 10_000_000)]
    public int ActiveInstances { get; set; } = 10_000;

    /// <summary>The longest time, in seconds, that a refused caller is told to wait.</summary>
    /// <value>60.</value>
    [Range(1, 3600)]
    public int LongestRetryAfter { get; set; } = 60;
}
