namespace RevenueFunctions.Ledger;

/// <summary>Accounting days, both inclusive; absent is open.</summary>
public sealed record BooksRange(DateOnly? From = null, DateOnly? To = null)
{
    /// <summary>True for a day before the range: it is part of the opening balances.</summary>
    public bool IsBefore(DateOnly day) => day < From;

    /// <summary>True for a day in the range.</summary>
    public bool Contains(DateOnly day) => !IsBefore(day) && !(day > To);
}
