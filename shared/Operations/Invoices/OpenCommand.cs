using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Operations;

/// <summary>A command on an issued invoice, or on an account's credit, that was accepted and may not be carried out to its end.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Subject">The invoice; of a grant, the account.</param>
/// <param name="Key">The note's key, the payment's reference or the grant's id.</param>
/// <param name="AcceptedAt">When.</param>
/// <param name="Credit">What to credit.</param>
/// <param name="Payment">What was paid.</param>
/// <param name="Grant">What credit was granted.</param>
public sealed record OpenCommand(
    OpenCommandKind Kind, string Subject, string Key, DateTimeOffset AcceptedAt, CreditNoteRequest? Credit = null, PaymentRequest? Payment = null, CreditGrant? Grant = null);
