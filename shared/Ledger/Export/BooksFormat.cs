namespace RevenueFunctions.Ledger;

/// <summary>The forms in which books are exported.</summary>
public enum BooksFormat
{
    /// <summary>A journal for hledger and ledger.</summary>
    Hledger,

    /// <summary>A journal for beancount.</summary>
    Beancount,

    /// <summary>One row a journal line.</summary>
    Csv,
}
