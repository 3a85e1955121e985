using RevenueFunctions.Functions.Invoicing;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Local.Demo;

/// <summary>An invoice with its lines, as the API shows them.</summary>
internal sealed record DemoInvoice(InvoiceView View, IReadOnlyList<InvoiceLine> Lines);
