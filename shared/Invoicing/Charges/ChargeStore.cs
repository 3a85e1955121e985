using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Invoicing;

/// <summary>
/// Keeps the one-off charges of accounts. An invoice claims a charge before its draft is stored, under the row's version: of two invoices in
/// the making one gets it, and the other is made anew without it. A claim by an invoice that was dropped or credited counts for nothing.
/// </summary>
public sealed class ChargeStore(ITableStore store, InvoiceStore invoices)
{
    private const string Table = "charges";
    private const string Model = "charge";

    /// <summary>Records a charge, once; answers the one that stands under its id and whether it is new.</summary>
    public async Task<(AccountCharge Standing, bool IsNew)> AddAsync(AccountCharge charge, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(charge);
        var isNew = await store.TryInsertAsync(Table, PartitionOf(charge.AccountId), TableKey.Escape(charge.Id), charge, cancellationToken);
        return (isNew ? charge : (await store.ReadAsync<AccountCharge>(Table, PartitionOf(charge.AccountId), TableKey.Escape(charge.Id), cancellationToken))!, isNew);
    }

    /// <summary>The account's charges, in order of their ids.</summary>
    public async Task<IReadOnlyList<AccountCharge>> ListAsync(string accountId, CancellationToken cancellationToken = default) =>
        await store.ListAsync<AccountCharge>(Table, PartitionOf(accountId), RowRange.All, cancellationToken);

    /// <summary>The lines that an invoice of the period charges: whatever was delivered before the period's end and no invoice that stands holds.</summary>
    public async Task<ImmutableArray<RatedLine>> LinesAsync(Account account, BillingPeriod period, string invoiceId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(period);
        var last = BillingCalendar.DateAt(account, period.End.AddTicks(-1));
        var lines = ImmutableArray.CreateBuilder<RatedLine>();
        foreach (var charge in await ListAsync(account.Id, cancellationToken))
        {
            if (charge.ServiceDate <= last && await IsFreeAsync(charge, invoiceId, cancellationToken))
            {
                lines.Add(LineOf(account, charge));
            }
        }

        return lines.ToImmutable();
    }

    /// <summary>Claims the charges on a draft; false when another invoice got one of them since.</summary>
    public async Task<bool> TryClaimAsync(Invoice draft, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        foreach (var line in draft.Lines.Where(line => line.Derivation.Model == Model))
        {
            var row = await store.GetAsync(Table, PartitionOf(draft.AccountId), TableKey.Escape(line.RateCardKey), cancellationToken);
            var charge = row?.Read<AccountCharge>();
            if (charge is null || !await IsFreeAsync(charge, draft.Id, cancellationToken))
            {
                return false;
            }

            var batch = new TableBatch(Table, PartitionOf(draft.AccountId)).Update(row!.Row, FabricJson.Bytes(charge with { InvoiceId = draft.Id }), row.Version);
            if (charge.InvoiceId != draft.Id && !(await store.CommitAsync(batch, cancellationToken)).IsCommitted)
            {
                return false;
            }
        }

        return true;
    }

    // An invoice that is claimed for and not stored yet is one whose step died in between: its repeat claims under the same id.
    private async Task<bool> IsFreeAsync(AccountCharge charge, string invoiceId, CancellationToken cancellationToken) =>
        charge.InvoiceId is null || charge.InvoiceId == invoiceId
        || (await invoices.FindSummaryAsync(charge.InvoiceId, cancellationToken))?.State is InvoiceState.Void or InvoiceState.Credited;

    private static RatedLine LineOf(Account account, AccountCharge charge)
    {
        var day = BillingCalendar.DayOf(account, charge.ServiceDate);
        var step = new DerivationStep(string.Create(CultureInfo.InvariantCulture, $"charge {charge.Id}"), 0m, 0m, charge.Amount, charge.Amount);
        return new RatedLine(
            string.Empty, new RateCard(charge.Id, charge.Product, charge.Name, new FlatPrice(charge.Amount), TaxClass: charge.TaxClass), day.Start, day.End, 1m, "charge",
            charge.Amount, new Derivation(string.Empty, 0, Model, [step], charge.Amount, []), LineKind.OneOff);
    }

    private static string PartitionOf(string accountId) => $"account:{TableKey.Escape(accountId)}";
}
