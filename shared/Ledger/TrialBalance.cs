using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Ledger;

/// <summary>The balances of a legal entity's books. In order when the debits equal the credits.</summary>
/// <param name="LegalEntityId">Whose books.</param>
/// <param name="Currency">Currency of all figures.</param>
/// <param name="Accounts">The accounts that were moved.</param>
/// <param name="TotalDebit">Sum of all debits.</param>
/// <param name="TotalCredit">Sum of all credits.</param>
/// <param name="Recount">The same counted from the documents, when it was asked for.</param>
public sealed record TrialBalance(
    string LegalEntityId, string Currency, ImmutableArray<AccountBalance> Accounts, decimal TotalDebit, decimal TotalCredit, LedgerRecount? Recount)
{
    /// <summary>True when debits and credits are equal.</summary>
    public bool IsBalanced => TotalDebit == TotalCredit;

    /// <summary>Sums the accounts up.</summary>
    public static TrialBalance Of(LegalEntity entity, ImmutableArray<AccountBalance> accounts, LedgerRecount? recount)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return new TrialBalance(entity.Id, entity.Currency, accounts, accounts.Sum(account => account.Debit), accounts.Sum(account => account.Credit), recount);
    }
}
