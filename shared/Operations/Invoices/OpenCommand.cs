using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Operations;

/// <summary>A command on an issued invoice that was accepted and may not be carried out to its end.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="InvoiceId">The invoice.</param>
/// <param name="Key">The note's key or the payment's reference.</param>
/// <param name="AcceptedAt">When.</param>
/// <param name="Credit">What to credit.</param>
/// <param name="Payment">What was paid.</param>
public sealed record OpenCommand(
    OpenCommandKind Kind, string InvoiceId, string Key, DateTimeOffset AcceptedAt, CreditNoteRequest? Credit = null, PaymentRequest? Payment = null);
