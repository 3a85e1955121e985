namespace RevenueFunctions.Invoicing;

/// <summary>How much of a charge a credit note takes back: an amount before coupons and tax, a part such as "29/30", or with neither all that is left.</summary>
public sealed record PreviewCreditNoteLine(string Charge, decimal? Amount = null, string? Ratio = null);
