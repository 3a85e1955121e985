using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Invoicing;

/// <summary>
/// The rows of the table "credits", one partition for each account: "head" (balances), "entry:{sequence}" (the ledger), and for each
/// invoice that holds something "invoice:{period}:{revision}". Whatever changes together is one atomic batch.
/// </summary>
internal sealed class CreditRows(ITableStore store)
{
    private const string Table = "credits";
    private const string Head = "head";

    public async Task<(CreditHead Head, RowVersion? Version)> HeadAsync(string accountId, CancellationToken cancellationToken)
    {
        var row = await store.GetAsync(Table, PartitionOf(accountId), Head, cancellationToken);
        return row is null ? (CreditHead.Empty, null) : (row.Read<CreditHead>(), row.Version);
    }

    public async Task<CreditAllowance> AllowanceAsync(InvoiceId invoice, CancellationToken cancellationToken)
    {
        var (head, version) = await HeadAsync(invoice.AccountId, cancellationToken);

        // Nothing is held where nothing was ever granted or limited. The head is read first: a reservation made in between only makes
        // the version that was read an old one.
        if (version is null)
        {
            return new CreditAllowance(head, null, null, null);
        }

        var row = await store.GetAsync(Table, PartitionOf(invoice.AccountId), ReservationRow(invoice), cancellationToken);
        return new CreditAllowance(head, version, row?.Read<Reservation>(), row?.Version);
    }

    public async Task<List<Reservation>> ReservationsAsync(string accountId, string periodKey, CancellationToken cancellationToken) =>
        await store.ListAsync<Reservation>(Table, PartitionOf(accountId), RowRange.Prefix($"invoice:{periodKey}:"), cancellationToken);

    public async Task<(IReadOnlyList<CreditEntry> Entries, string? Next)> EntriesAsync(string accountId, int limit, string? continuation, CancellationToken cancellationToken)
    {
        var page = await store.QueryAsync(Table, PartitionOf(accountId), RowRange.Prefix("entry:"), limit, continuation, cancellationToken);
        return ([.. page.Rows.Select(row => row.Read<CreditEntry>())], page.Continuation);
    }

    /// <summary>Writes the head, with a ledger entry when a balance moved, and the invoice's reservation; false when one of them changed since it was read.</summary>
    public async Task<bool> TryWriteAsync(
        string accountId, CreditHead head, RowVersion? version, CreditEntry? entry, CreditAllowance? of, Reservation? reservation, CancellationToken cancellationToken)
    {
        var batch = new TableBatch(Table, PartitionOf(accountId));
        var bytes = FabricJson.Bytes(head);
        batch = version is { } known ? batch.Update(Head, bytes, known) : batch.Insert(Head, bytes);
        if (entry is not null)
        {
            batch = batch.Insert($"entry:{TableKey.Number(entry.Sequence)}", FabricJson.Bytes(entry));
        }

        if (reservation is not null)
        {
            var row = ReservationRow(InvoiceId.Parse(reservation.InvoiceId));
            batch = (of?.HeldVersion, reservation.IsEmpty) switch
            {
                (null, true) => batch,
                (null, false) => batch.Insert(row, FabricJson.Bytes(reservation)),
                ({ } held, true) => batch.Delete(row, held),
                ({ } held, false) => batch.Update(row, FabricJson.Bytes(reservation), held),
            };
        }

        var result = await store.CommitAsync(batch, cancellationToken);
        return result.IsCommitted;
    }

    private static string PartitionOf(string accountId) => $"account:{TableKey.Escape(accountId)}";

    private static string ReservationRow(InvoiceId invoice) => string.Create(CultureInfo.InvariantCulture, $"invoice:{invoice.PeriodKey}:{invoice.Revision:D4}");
}
