namespace RevenueFunctions.Invoicing;

/// <summary>A line of a request for a credit note: an amount, a ratio, or with neither all that is left of the line.</summary>
/// <param name="Line">Number of the invoice line.</param>
/// <param name="Amount">Of the line's amount, before coupons and tax.</param>
/// <param name="Ratio">Of the line as it was billed: "29/30" or "0.25".</param>
public sealed record CreditNoteRequestLine(int Line, decimal? Amount = null, string? Ratio = null);
