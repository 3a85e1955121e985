namespace RevenueFunctions.Exceptions;

/// <summary>What gave up.</summary>
public enum ExceptionKind
{
    /// <summary>Usage events in quarantine that share one cause.</summary>
    Quarantine,

    /// <summary>The same event identity arrived with different content or another time.</summary>
    ConflictingDuplicate,

    /// <summary>A saga step that needs a person.</summary>
    Saga,

    /// <summary>A posting the ERP rejected or that a lane cannot settle.</summary>
    Posting,

    /// <summary>A difference between two books.</summary>
    ReconciliationBreak,
}
