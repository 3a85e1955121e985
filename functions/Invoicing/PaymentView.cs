using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>A payment, with how the invoice stands after it.</summary>
/// <param name="Payment">The payment.</param>
/// <param name="OpenAmount">What is open on the invoice now.</param>
/// <param name="PaymentState">How far it is paid.</param>
/// <param name="Posting">Where the payment's journal entry stands.</param>
public sealed record PaymentView(Payment Payment, decimal OpenAmount, PaymentState PaymentState, InvoicePosting? Posting);
