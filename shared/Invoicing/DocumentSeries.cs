namespace RevenueFunctions.Invoicing;

/// <summary>A series of gapless document numbers of a legal entity.</summary>
public enum DocumentSeries
{
    /// <summary>Invoices: prefix and six digits, such as "US-000001".</summary>
    Invoice,

    /// <summary>Credit notes: prefix, "CN-" and six digits, such as "US-CN-000001".</summary>
    CreditNote,
}
