using System.Collections.Immutable;

namespace RevenueFunctions.Posting;

/// <summary>A balanced set of debit and credit lines in one currency. Once posted it is only ever reversed.</summary>
/// <param name="PostingKey">Business key, unique in the ERP: "invoice:{invoice id}" or "reversal:{posting key}".</param>
/// <param name="LegalEntityId">Whose books.</param>
/// <param name="AccountingDate">Day it is booked on.</param>
/// <param name="Currency">Currency of all lines.</param>
/// <param name="Description">Text in the books.</param>
/// <param name="Lines">Debits and credits; their sums are equal.</param>
public sealed record JournalEntry(
    string PostingKey, string LegalEntityId, DateOnly AccountingDate, string Currency, string Description, ImmutableArray<JournalLine> Lines)
{
    /// <summary>Sum of the debits.</summary>
    public decimal TotalDebit => Lines.Sum(line => line.Debit);

    /// <summary>Sum of the credits.</summary>
    public decimal TotalCredit => Lines.Sum(line => line.Credit);
}
