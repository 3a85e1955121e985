using System.Collections.Immutable;

namespace RevenueFunctions.Posting;

/// <summary>One side of a journal entry: either the debit or the credit is above zero, the other is zero.</summary>
/// <param name="Account">Code in the entity's chart of accounts, such as "1200".</param>
/// <param name="Debit">Zero or more, in the currency of the books.</param>
/// <param name="Credit">Zero or more, in the currency of the books.</param>
/// <param name="Party">The billing account that owes, on receivable lines.</param>
/// <param name="Product">The product, on revenue lines.</param>
/// <param name="InvoiceLines">Numbers of the invoice lines it books: lineage from a usage event to the books.</param>
/// <param name="Transaction">The amount in the document's currency, where that is not the one of the books.</param>
/// <param name="Dimensions">What the line is reported by beside its account, such as costCentre = "cc-100".</param>
public sealed record JournalLine(
    string Account,
    decimal Debit,
    decimal Credit,
    string? Party = null,
    string? Product = null,
    ImmutableArray<int> InvoiceLines = default,
    TransactionAmount? Transaction = null,
    ImmutableSortedDictionary<string, string>? Dimensions = null);
