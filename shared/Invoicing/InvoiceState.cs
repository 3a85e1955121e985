namespace RevenueFunctions.Invoicing;

/// <summary>Where an invoice stands.</summary>
public enum InvoiceState
{
    /// <summary>Rated, not issued: has no number and may still be dropped.</summary>
    Draft,

    /// <summary>Issued under a number; not in the books yet.</summary>
    Issued,

    /// <summary>Its journal entry is in the ledger.</summary>
    Posted,

    /// <summary>Taken back in full by a credit note.</summary>
    Credited,

    /// <summary>Dropped before it was issued.</summary>
    Void,
}
