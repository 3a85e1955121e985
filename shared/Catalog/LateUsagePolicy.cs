namespace RevenueFunctions.Catalog;

/// <summary>What happens to usage that arrives when its billing period is frozen or invoiced.</summary>
public enum LateUsagePolicy
{
    /// <summary>It is billed in the next open period, marked with the period it belongs to.</summary>
    BillNext,
}
