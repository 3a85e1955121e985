namespace RevenueFunctions.Local.Demo.Workload;

/// <summary>What is wrong with an event of the main wave.</summary>
internal enum DirtKind
{
    /// <summary>Sent a second time, sometimes in another shape.</summary>
    Duplicate,

    /// <summary>No JSON.</summary>
    Malformed,

    /// <summary>Data that its event type's schema refuses.</summary>
    SchemaViolation,

    /// <summary>An alias that no account has.</summary>
    Unmapped,

    /// <summary>An event type that is known and never billed.</summary>
    InternalProbe,

    /// <summary>A payload that its source mapping excludes.</summary>
    Staging,
}
