namespace RevenueFunctions.Local.Capacity;

/// <summary>What a plan is made for.</summary>
/// <param name="EventsPerSecond">Usage events a second, the average of a month.</param>
internal sealed record CapacityInputs(double EventsPerSecond)
{
    /// <summary>Usage events in one hub event.</summary>
    public int EventsPerHubEvent { get; init; } = 1;

    /// <summary>Bytes of a usage event.</summary>
    public int EventBytes { get; init; } = 300;

    /// <summary>How many times the average the busiest minutes are; everything that has a limit is sized for those.</summary>
    public double PeakFactor { get; init; } = 2;

    /// <summary>Partitions of the usage hub; null to choose.</summary>
    public int? Partitions { get; init; }

    /// <summary>Customers with usage, each invoiced once a month.</summary>
    public int Accounts { get; init; } = 1_000;

    /// <summary>The largest customer's part of all usage.</summary>
    public double LargestShare { get; init; } = 0.1;

    /// <summary>Roll-up rows that a customer's usage of an hour changes: meters times values of their dimensions.</summary>
    public int Series { get; init; } = 4;

    /// <summary>How long a table operation takes, in milliseconds: an assumption, measure it from your instances.</summary>
    public double TableMilliseconds { get; init; } = 10;

    /// <summary>Memory of an instance: 512, 2048 or 4096 MB.</summary>
    public int InstanceMegabytes { get; init; } = 2048;

    /// <summary>Months of usage that lie in the tables, for what their volume then costs.</summary>
    public int Months { get; init; } = 12;

    /// <summary>Days that Capture's files are kept.</summary>
    public int CaptureDays { get; init; } = 30;

    /// <summary>Bytes of a hub event.</summary>
    public double HubEventBytes => EventsPerHubEvent == 1 ? EventBytes : (EventsPerHubEvent * (EventBytes + 1d)) + 1;

    /// <summary>Hub events a second.</summary>
    public double HubEventsPerSecond => EventsPerSecond / EventsPerHubEvent;

    /// <summary>The same plan at its busiest.</summary>
    public CapacityInputs AtPeak() => this with { EventsPerSecond = EventsPerSecond * PeakFactor, PeakFactor = 1 };
}
