namespace RevenueFunctions.Invoicing;

/// <summary>How much of an invoice line a credit note takes back: an amount, a part, or with neither all that is left.</summary>
/// <param name="Line">Number of the invoice line.</param>
/// <param name="Amount">Of the line's amount, before coupons and tax.</param>
/// <param name="Ratio">Of the line as it was billed.</param>
public sealed record LineCredit(int Line, decimal? Amount = null, CreditRatio? Ratio = null);
