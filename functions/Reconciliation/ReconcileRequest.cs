namespace RevenueFunctions.Functions.Reconciliation;

/// <summary>What to reconcile: a legal entity's books, or an account's period.</summary>
/// <param name="LegalEntity">The entity; alone for all of its books.</param>
/// <param name="Account">The account; with a period.</param>
/// <param name="Period">The period, yyyyMMdd.</param>
public sealed record ReconcileRequest(string? LegalEntity = null, string? Account = null, string? Period = null);
