using System.Text.Json;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Sagas;

/// <summary>The events that the fabric publishes of invoices.</summary>
public static class InvoiceEvents
{
    /// <summary>The invoice is issued, booked and reconciled.</summary>
    public static OutboundEvent Posted(InvoiceSummary invoice) => Of(invoice, "posted");

    /// <summary>The invoice was taken back by a credit note.</summary>
    public static OutboundEvent Credited(InvoiceSummary invoice) => Of(invoice, "credited");

    /// <summary>A part of an invoice, or all that was left of it, was taken back. The lines are left out: there may be any number of them.</summary>
    public static OutboundEvent Credited(CreditNote note)
    {
        ArgumentNullException.ThrowIfNull(note);
        return new OutboundEvent(
            $"creditnote:{note.Id}:issued",
            $"/revenue-functions/{Uri.EscapeDataString(note.LegalEntityId)}",
            "com.revenuefunctions.creditnote.issued",
            note.AccountId,
            note.IssuedAt ?? DateTimeOffset.UnixEpoch,
            JsonSerializer.SerializeToElement(note with { Lines = [] }, FabricJson.Options),
            Correlation.OfInvoice(note.InvoiceId));
    }

    private static OutboundEvent Of(InvoiceSummary invoice, string what)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        return new OutboundEvent(
            $"invoice:{invoice.Id}:{what}",
            $"/revenue-functions/{Uri.EscapeDataString(invoice.LegalEntityId)}",
            $"com.revenuefunctions.invoice.{what}",
            invoice.AccountId,
            invoice.CreditNote?.IssuedAt ?? invoice.IssuedAt ?? DateTimeOffset.UnixEpoch,
            JsonSerializer.SerializeToElement(invoice, FabricJson.Options),
            Correlation.OfInvoice(invoice.Id));
    }
}
