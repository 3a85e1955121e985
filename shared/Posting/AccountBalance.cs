using System.Collections.Immutable;

namespace RevenueFunctions.Posting;

/// <summary>The balance of one account: debit minus credit.</summary>
/// <param name="Account">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Currency">Currency of the books.</param>
/// <param name="Debit">Sum of the debits.</param>
/// <param name="Credit">Sum of the credits.</param>
/// <param name="Foreign">Debits less credits of documents in other currencies, in these; they are part of the figures above at the rates they were booked at.</param>
public sealed record AccountBalance(
    string Account, string Name, string Currency, decimal Debit, decimal Credit, ImmutableSortedDictionary<string, decimal>? Foreign = null)
{
    /// <summary>Debit minus credit.</summary>
    public decimal Balance => Debit - Credit;
}
