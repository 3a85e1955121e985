using RevenueFunctions.Storage;

namespace RevenueFunctions.Invoicing;

/// <summary>
/// The rows of the payments, in the partition of their account beside the invoices' heads: "payment:{period}:{revision}:{reference}". A
/// payment and what it takes off the invoice's head change in one batch, so two payments can never settle the same cent.
/// </summary>
internal sealed class PaymentRows(ITableStore store)
{
    public async Task<Payment?> FindAsync(InvoiceId invoice, string reference, CancellationToken cancellationToken) =>
        await store.ReadAsync<Payment>(InvoiceRows.Table, invoice.Partition, Row(invoice, reference), cancellationToken);

    public async Task<bool> TryInsertAsync(InvoiceHead head, RowVersion headVersion, InvoiceId invoice, Payment payment, CancellationToken cancellationToken)
    {
        var batch = new TableBatch(InvoiceRows.Table, invoice.Partition)
            .Update(InvoiceRows.HeadRow(invoice), FabricJson.Bytes(head), headVersion)
            .Insert(Row(invoice, payment.Reference), FabricJson.Bytes(payment));
        return (await store.CommitAsync(batch, cancellationToken)).IsCommitted;
    }

    public async Task<(IReadOnlyList<Payment> Payments, string? Next)> PageAsync(InvoiceId invoice, int limit, string? continuation, CancellationToken cancellationToken)
    {
        var page = await store.QueryAsync(InvoiceRows.Table, invoice.Partition, RowRange.Prefix($"payment:{invoice.Row}:"), limit, continuation, cancellationToken);
        return ([.. page.Rows.Select(row => row.Read<Payment>())], page.Continuation);
    }

    public static string IdOf(InvoiceId invoice, string reference) => $"{invoice}:{TableKey.Escape(reference)}";

    private static string Row(InvoiceId invoice, string reference) => $"payment:{invoice.Row}:{TableKey.Escape(reference)}";
}
