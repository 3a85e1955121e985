namespace RevenueFunctions.Invoicing;

/// <summary>What happened to an invoice's amount after it was issued. Changes in one batch with each credit note and each payment.</summary>
/// <param name="Credited">Sum of the credit notes' totals.</param>
/// <param name="CreditsReturned">The part of that which came back as prepaid credit.</param>
/// <param name="Paid">Sum of the payments, refunds below zero.</param>
/// <param name="CreditNotes">How many credit notes there are; the next one is numbered after it.</param>
/// <param name="Payments">How many payments there are.</param>
public sealed record InvoiceSettlement(decimal Credited = 0m, decimal CreditsReturned = 0m, decimal Paid = 0m, int CreditNotes = 0, int Payments = 0)
{
    /// <summary>What the credit notes took off the money owed.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public decimal CreditedOff => Credited - CreditsReturned;
}
