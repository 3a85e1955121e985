namespace RevenueFunctions.Operations;

/// <summary>The two entries that a command leaves in the audit log.</summary>
public enum AuditKind
{
    /// <summary>Somebody is about to do it. Stored before anything is done, so that no crash can hide who tried.</summary>
    Intent,

    /// <summary>What came of it. Without one, the process died in between: what was done shows at the thing itself.</summary>
    Outcome,
}
