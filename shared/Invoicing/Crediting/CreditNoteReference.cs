namespace RevenueFunctions.Invoicing;

/// <summary>The credit note that took the rest of an invoice, as the invoice shows it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="IssuedAt">When it was issued.</param>
/// <param name="Reason">Why.</param>
/// <param name="Id">Its id.</param>
/// <param name="IsForgiven">True when the period stays billed, so that nothing charges again what was credited; false when it is billed anew.</param>
public sealed record CreditNoteReference(string Number, DateTimeOffset IssuedAt, string Reason, string? Id = null, bool IsForgiven = false);
