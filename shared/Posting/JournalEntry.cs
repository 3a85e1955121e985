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

/// <summary>One side of a journal entry: either the debit or the credit is above zero, the other is zero.</summary>
/// <param name="Account">Code in the entity's chart of accounts, such as "1200".</param>
/// <param name="Debit">Zero or more.</param>
/// <param name="Credit">Zero or more.</param>
/// <param name="Party">The billing account that owes, on receivable lines.</param>
/// <param name="Product">The product, on revenue lines.</param>
/// <param name="InvoiceLines">Numbers of the invoice lines it books: lineage from a usage event to the books.</param>
public sealed record JournalLine(
    string Account, decimal Debit, decimal Credit, string? Party = null, string? Product = null, ImmutableArray<int> InvoiceLines = default);
