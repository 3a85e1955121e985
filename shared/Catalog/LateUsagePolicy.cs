namespace RevenueFunctions.Catalog;

/// <summary>What happens to usage that arrives when its billing period is frozen or invoiced.</summary>
public enum LateUsagePolicy
{
    /// <summary>It is billed in the next open period, at that period's prices, on lines that name the period it belongs to.</summary>
    BillNext,

    /// <summary>Its own period is rated again with it; the next open period's invoice takes back what was billed and charges the new amount.</summary>
    CreditAndRebill,

    /// <summary>It waits in quarantine until a person releases it: to be billed or to be written off.</summary>
    Hold,

    /// <summary>It is never billed. The next invoice names how much that was.</summary>
    WriteOff,
}
