namespace RevenueFunctions.Local.Demo.Oracle;

/// <summary>Why the oracle expects an event in quarantine.</summary>
internal enum QuarantineCause
{
    /// <summary>No JSON.</summary>
    Malformed,

    /// <summary>Data that the schema refuses.</summary>
    Schema,

    /// <summary>An alias that no account has.</summary>
    Unmapped,

    /// <summary>An identity that is known with other content.</summary>
    Conflict,
}
