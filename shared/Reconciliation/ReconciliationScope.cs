namespace RevenueFunctions.Reconciliation;

/// <summary>What a run compares: an account's period, or all books of a legal entity.</summary>
/// <param name="LegalEntityId">Whose books.</param>
/// <param name="AccountId">The account; absent for all of them.</param>
/// <param name="PeriodKey">The period; absent for all of them.</param>
public sealed record ReconciliationScope(string LegalEntityId, string? AccountId = null, string? PeriodKey = null)
{
    /// <inheritdoc/>
    public override string ToString() => AccountId is null ? $"entity:{LegalEntityId}" : $"account:{AccountId}:{PeriodKey}";
}
