namespace RevenueFunctions.Operations;

/// <summary>
/// The alerts. Each has a section of the same name in the runbook, docs/operate.md, and a rule of the same name in the infrastructure. Dead
/// letters are missing here: the queue counts them itself.
/// </summary>
public enum AlertKey
{
    /// <summary>Events that the conservation proof cannot account for.</summary>
    ConservationGap,

    /// <summary>Ingest is behind the hub.</summary>
    ConsumerLag,

    /// <summary>Usage events in quarantine.</summary>
    Quarantine,

    /// <summary>A posting waits too long.</summary>
    OldestWaitingPosting,

    /// <summary>A lane stands still.</summary>
    BlockedLane,

    /// <summary>Books differ.</summary>
    Breaks,

    /// <summary>Sagas failed.</summary>
    SagasFailed,

    /// <summary>Sagas are not at their end in time.</summary>
    SagasStuck,

    /// <summary>A case waits too long for a person.</summary>
    OldestException,
}
