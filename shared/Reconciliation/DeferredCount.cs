namespace RevenueFunctions.Reconciliation;

/// <summary>A period whose records are still to be counted one by one.</summary>
public sealed record DeferredCount(string AccountId, string PeriodKey, string? InvoiceId);
