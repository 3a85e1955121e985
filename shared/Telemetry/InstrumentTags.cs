namespace RevenueFunctions.Telemetry;

/// <summary>The names of the dimensions of instruments. Each has few values: partitions, legal entities, closed sets of codes; never an account or an id.</summary>
public static class InstrumentTags
{
    /// <summary>What became of it.</summary>
    public const string Outcome = "outcome";

    /// <summary>Whose books.</summary>
    public const string LegalEntity = "legal_entity";

    /// <summary>Which hub partition.</summary>
    public const string Partition = "partition";

    /// <summary>Why it is in quarantine.</summary>
    public const string Reason = "reason";

    /// <summary>Which kind of break.</summary>
    public const string Type = "type";

    /// <summary>Which kind of exception.</summary>
    public const string Kind = "kind";
}
