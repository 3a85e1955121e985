namespace RevenueFunctions.Functions.Invoicing;

/// <summary>Where to read on about an invoice.</summary>
/// <param name="Lines">What is charged.</param>
/// <param name="Journal">What is booked.</param>
/// <param name="Document">The invoice as a printable page.</param>
/// <param name="Account">Whom it is for.</param>
public sealed record InvoiceLinks(string Lines, string Journal, string Document, string Account)
{
    /// <summary>The links of an invoice.</summary>
    public static InvoiceLinks Of(string invoiceId)
    {
        var invoice = $"/api/v1/invoices/{Uri.EscapeDataString(invoiceId)}";
        var account = Uri.EscapeDataString(RevenueFunctions.Invoicing.InvoiceId.Parse(invoiceId).AccountId);
        return new InvoiceLinks($"{invoice}/lines", $"{invoice}/journal", $"{invoice}/document", $"/api/v1/accounts/{account}");
    }
}
