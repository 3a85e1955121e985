using System.Collections.Immutable;

namespace RevenueFunctions.Posting;

/// <summary>One side of a journal entry: either the debit or the credit is above zero, the other is zero.</summary>
/// <param name="Account">Code in the entity's chart of accounts, such as "1200".</param>
/// <param name="Debit">Zero or more.</param>
/// <param name="Credit">Zero or more.</param>
/// <param name="Party">The billing account that owes, on receivable lines.</param>
/// <param name="Product">The product, on revenue lines.</param>
/// <param name="InvoiceLines">Numbers of the invoice lines it books: lineage from a usage event to the books.</param>
public sealed record JournalLine(
    string Account, decimal Debit, decimal Credit, string? Party = null, string? Product = null, ImmutableArray<int> InvoiceLines = default);
