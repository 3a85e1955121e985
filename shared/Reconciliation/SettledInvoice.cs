using RevenueFunctions.Invoicing;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Reconciliation;

/// <summary>An issued invoice with all that happened to it since.</summary>
/// <param name="Invoice">The invoice.</param>
/// <param name="Notes">Its credit notes.</param>
/// <param name="Payments">Its payments.</param>
public sealed record SettledInvoice(Invoice Invoice, IReadOnlyList<CreditNote> Notes, IReadOnlyList<Payment> Payments)
{
    /// <summary>The posting keys of the notes and payments that are booked by entries of their own.</summary>
    public IEnumerable<string> Keys =>
        Notes.Where(note => !note.IsReversed).Select(note => PostingKeys.CreditNote(note.Id)).Concat(Payments.Select(payment => PostingKeys.Payment(payment.Id)));

    /// <summary>True when a saga credited it and reversed its entry.</summary>
    public bool IsReversed => Notes.Any(note => note.IsReversed);
}
