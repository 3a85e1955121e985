namespace RevenueFunctions.Ingest;

/// <summary>What a person decides about late usage that was held.</summary>
public enum HeldUsageAction
{
    /// <summary>It is billed in the next open period.</summary>
    Bill,

    /// <summary>It is never billed; the next invoice names how much it was.</summary>
    WriteOff,
}
