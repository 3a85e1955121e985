namespace RevenueFunctions.Ingest;

/// <summary>The one outcome of a usage event; the values are stored in the ingest ledger, four bits each.</summary>
public enum UsageOutcome
{
    /// <summary>The hub event has not been ingested.</summary>
    NotSeen = 0,

    /// <summary>A usage record exists.</summary>
    Accepted = 1,

    /// <summary>The same usage event was accepted before, from another hub event or another place in it.</summary>
    Duplicate = 2,

    /// <summary>Set aside with a reason; its raw bytes are kept.</summary>
    Quarantined = 3,

    /// <summary>Known and never billed, by a named rule.</summary>
    Excluded = 4,

    /// <summary>The hub event carries a batch: its usage events have outcomes of their own.</summary>
    Batch = 5,
}
