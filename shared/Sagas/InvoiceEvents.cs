using System.Text.Json;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Sagas;

/// <summary>The events that the fabric publishes of invoices.</summary>
public static class InvoiceEvents
{
    /// <summary>The invoice is issued, booked and reconciled.</summary>
    public static OutboundEvent Posted(InvoiceSummary invoice) => Of(invoice, "posted");

    /// <summary>The invoice was taken back by a credit note.</summary>
    public static OutboundEvent Credited(InvoiceSummary invoice) => Of(invoice, "credited");

    private static OutboundEvent Of(InvoiceSummary invoice, string what)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        return new OutboundEvent(
            $"invoice:{invoice.Id}:{what}",
            $"/revenue-functions/{Uri.EscapeDataString(invoice.LegalEntityId)}",
            $"com.revenuefunctions.invoice.{what}",
            invoice.AccountId,
            invoice.CreditNote?.IssuedAt ?? invoice.IssuedAt ?? DateTimeOffset.UnixEpoch,
            JsonSerializer.SerializeToElement(invoice, FabricJson.Options));
    }
}
