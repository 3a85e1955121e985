namespace RevenueFunctions.Invoicing;

/// <summary>What a credit note that was tried out takes back of a charge.</summary>
public sealed record PreviewedCreditNoteLine(string Charge, decimal Amount, decimal Discount, decimal Net);
