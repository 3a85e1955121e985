using System.Collections.Immutable;

namespace RevenueFunctions.Ledger;

/// <summary>The result of counting an entity's books again from its documents.</summary>
/// <param name="LegalEntityId">Whose books.</param>
/// <param name="Documents">Documents counted.</param>
/// <param name="NumbersGapless">True when the numbers run from 1 to the last without a gap.</param>
/// <param name="Differences">Accounts whose running sums differ from the count; empty when the books are exact.</param>
public sealed record LedgerRecount(string LegalEntityId, long Documents, bool NumbersGapless, ImmutableArray<BalanceDifference> Differences)
{
    /// <summary>True when every figure agrees.</summary>
    public bool IsExact => NumbersGapless && Differences.IsEmpty;
}
