namespace RevenueFunctions.Posting;

/// <summary>A journal line's amount in the currency in which the business was done, beside the one in which the books are kept.</summary>
/// <param name="Amount">Above zero on the debit side, below zero on the credit side.</param>
/// <param name="Currency">Currency of the amount (ISO 4217).</param>
/// <param name="Rate">Units of the books' currency for one unit, as it was booked.</param>
public sealed record TransactionAmount(decimal Amount, string Currency, decimal Rate);
