namespace RevenueFunctions.Invoicing;

/// <summary>A page of invoices without their lines; <paramref name="Next"/> is null on the last one.</summary>
public sealed record InvoicePage(IReadOnlyList<InvoiceSummary> Invoices, string? Next);
