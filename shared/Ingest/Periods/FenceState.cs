namespace RevenueFunctions.Ingest;

/// <summary>What a usage partition's fence lets through.</summary>
public enum FenceState
{
    /// <summary>Takes usage records.</summary>
    Open,

    /// <summary>Being billed: late usage follows the account's policy.</summary>
    Frozen,

    /// <summary>Billed: late usage follows the account's policy.</summary>
    Invoiced,
}
