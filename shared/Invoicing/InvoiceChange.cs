namespace RevenueFunctions.Invoicing;

/// <summary>What became of a change to an invoice. A repeat of a change that was made answers <see cref="Done"/> again.</summary>
public abstract record InvoiceChange
{
    private InvoiceChange()
    {
    }

    /// <summary>The invoice is as was asked.</summary>
    /// <param name="Invoice">As it stands.</param>
    /// <param name="IsNew">True when this very call changed its state: of all the repeats of a change, one.</param>
    public sealed record Done(InvoiceSummary Invoice, bool IsNew = false) : InvoiceChange;

    /// <summary>No invoice has the id.</summary>
    public sealed record NotFound(string InvoiceId) : InvoiceChange;

    /// <summary>The invoice is in a state that does not allow the change; nothing was changed.</summary>
    public sealed record Refused(InvoiceSummary Invoice, string Reason) : InvoiceChange;
}
