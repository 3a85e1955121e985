using RevenueFunctions.Functions.Operations;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>The answer to a rebill.</summary>
/// <param name="InvoiceId">The invoice that was taken back.</param>
/// <param name="CreditNote">The note after which nothing was left of it.</param>
/// <param name="Run">The run of the saga that bills its period again.</param>
/// <param name="Close">Where to look.</param>
public sealed record RebillStarted(string InvoiceId, CreditNoteReference? CreditNote, int Run, CloseStarted Close);
