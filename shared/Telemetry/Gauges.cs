using System.Collections.Immutable;

namespace RevenueFunctions.Telemetry;

/// <summary>Every gauge that is published, with its unit and its meaning.</summary>
public static class Gauges
{
    /// <summary>See <see cref="InstrumentNames.IngestLag"/>.</summary>
    public static readonly GaugeDescription IngestLag = new(InstrumentNames.IngestLag, "s", "At most this old is the oldest hub event that ingest has not seen.");

    /// <summary>See <see cref="InstrumentNames.IngestNotYetSeen"/>.</summary>
    public static readonly GaugeDescription IngestNotYetSeen = new(InstrumentNames.IngestNotYetSeen, "{event}", "Hub events that wait for ingest.");

    /// <summary>See <see cref="InstrumentNames.IngestCompleteness"/>.</summary>
    public static readonly GaugeDescription IngestCompleteness = new(InstrumentNames.IngestCompleteness, "1", "Share of the hub events ever enqueued that have an outcome.");

    /// <summary>See <see cref="InstrumentNames.ConservationGap"/>.</summary>
    public static readonly GaugeDescription ConservationGap = new(InstrumentNames.ConservationGap, "{event}", "Events that the conservation proof cannot account for. Anything but 0 is a loss or a damage.");

    /// <summary>See <see cref="InstrumentNames.QuarantineEvents"/>.</summary>
    public static readonly GaugeDescription QuarantineEvents = new(InstrumentNames.QuarantineEvents, "{event}", "Usage events in quarantine whose cause waits for a person. They are not billed.");

    /// <summary>See <see cref="InstrumentNames.CustomersUnmatched"/>.</summary>
    public static readonly GaugeDescription CustomersUnmatched = new(InstrumentNames.CustomersUnmatched, "{customer}", "Subjects with usage in quarantine that are no account's alias.");

    /// <summary>See <see cref="InstrumentNames.PostingOldestWaiting"/>.</summary>
    public static readonly GaugeDescription PostingOldestWaiting = new(InstrumentNames.PostingOldestWaiting, "s", "Since when the posting at the head of the lane waits for the books.");

    /// <summary>See <see cref="InstrumentNames.PostingBlockedLanes"/>.</summary>
    public static readonly GaugeDescription PostingBlockedLanes = new(InstrumentNames.PostingBlockedLanes, "{lane}", "Lanes that stand still until a person acts. Everything behind waits.");

    /// <summary>See <see cref="InstrumentNames.ReconciliationBreaks"/>.</summary>
    public static readonly GaugeDescription ReconciliationBreaks = new(InstrumentNames.ReconciliationBreaks, "{break}", "Differences between two books that the last run over them found.");

    /// <summary>See <see cref="InstrumentNames.ExceptionsOpen"/>.</summary>
    public static readonly GaugeDescription ExceptionsOpen = new(InstrumentNames.ExceptionsOpen, "{exception}", "Cases that wait for a person.");

    /// <summary>See <see cref="InstrumentNames.ExceptionsOldest"/>.</summary>
    public static readonly GaugeDescription ExceptionsOldest = new(InstrumentNames.ExceptionsOldest, "s", "Age of the case that waits longest for a person.");

    /// <summary>See <see cref="InstrumentNames.SagasFailed"/>.</summary>
    public static readonly GaugeDescription SagasFailed = new(InstrumentNames.SagasFailed, "{saga}", "Sagas that were undone or stopped half-way, and whose case is open.");

    /// <summary>See <see cref="InstrumentNames.SagasStuck"/>.</summary>
    public static readonly GaugeDescription SagasStuck = new(InstrumentNames.SagasStuck, "{saga}", "Sagas that are not at their end although their service level has passed, and periods that nothing closes although it has.");

    /// <summary>All of them.</summary>
    public static ImmutableArray<GaugeDescription> All { get; } =
    [
        IngestLag, IngestNotYetSeen, IngestCompleteness, ConservationGap, QuarantineEvents, CustomersUnmatched, PostingOldestWaiting, PostingBlockedLanes,
        ReconciliationBreaks, ExceptionsOpen, ExceptionsOldest, SagasFailed, SagasStuck,
    ];
}
