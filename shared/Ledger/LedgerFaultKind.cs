namespace RevenueFunctions.Ledger;

/// <summary>Ways in which an ERP misbehaves.</summary>
public enum LedgerFaultKind
{
    /// <summary>No answer, and nothing was booked.</summary>
    TimeoutBeforeCommit,

    /// <summary>No answer, although it was booked.</summary>
    TimeoutAfterCommit,

    /// <summary>It refuses the entry.</summary>
    Reject,

    /// <summary>It answers late.</summary>
    Slow,

    /// <summary>It is away; nothing was booked.</summary>
    Down,
}
