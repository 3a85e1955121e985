using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>What became of a voided invoice.</summary>
/// <param name="State">Void when it was a draft, or else credited.</param>
/// <param name="CreditNote">The note that took what was left of an issued one.</param>
public sealed record VoidResult(InvoiceState State, CreditNoteView? CreditNote);
