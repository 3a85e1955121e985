namespace RevenueFunctions.Ledger;

/// <summary>A form in which books are written: a beginning, each document, an end.</summary>
internal interface IBooksText
{
    /// <summary>Declarations and opening balances.</summary>
    string Begin(BooksRange range, BooksSums sums);

    /// <summary>One document.</summary>
    string Document(LedgerEntry document);

    /// <summary>The balances with which it must end.</summary>
    string End(BooksRange range, BooksSums sums);
}
