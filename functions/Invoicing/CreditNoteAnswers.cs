using Microsoft.AspNetCore.Http;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>The answers to commands that credit an invoice.</summary>
internal static class CreditNoteAnswers
{
    /// <summary>Why an invoice was not credited; null when it was.</summary>
    public static IResult? Problem(CreditNoteOutcome outcome) => outcome switch
    {
        CreditNoteOutcome.Issued => null,
        CreditNoteOutcome.NotFound missing => Problems.NotFound("invoice", missing.InvoiceId),
        CreditNoteOutcome.Unfinished running => Problems.Conflict(
            "saga-running", $"Saga '{running.SagaId}' is not done with invoice '{running.Invoice.Id}'. Wait for its end, or resolve its exception: 'abort' takes the invoice back."),
        CreditNoteOutcome.NotIssued draft => Problems.Conflict(
            "not-issued", $"Invoice '{draft.Invoice.Id}' is {draft.Invoice.State}: only an issued invoice is credited. POST …/void drops a draft."),
        CreditNoteOutcome.NothingLeft nothing => Problems.Conflict(
            "nothing-left", $"Nothing is left of invoice '{nothing.Invoice.Id}': its credit notes add up to its total of {nothing.Invoice.Total} {nothing.Invoice.Currency}."),
        CreditNoteOutcome.KeyTaken taken => Problems.Conflict(
            "id-taken", $"Credit note '{taken.Note.Id}' over {taken.Note.Total} {taken.Note.Currency} has this id and another content. Send the same again, or another id."),
        CreditNoteOutcome.AboveLeft above => Problems.Conflict("above-what-is-left", above.Issues),
        CreditNoteOutcome.Invalid invalid => Problems.Invalid(invalid.Issues),
        var other => throw new InvalidOperationException($"Unknown outcome {other.GetType().Name}."),
    };
}
