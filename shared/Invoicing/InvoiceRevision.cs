namespace RevenueFunctions.Invoicing;

/// <summary>The invoice that an account's period is on now.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Where it stands; absent when nothing is stored under the id yet.</param>
public sealed record InvoiceRevision(InvoiceId Id, InvoiceState? State);
