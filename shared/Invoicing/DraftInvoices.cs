using RevenueFunctions.Catalog;

namespace RevenueFunctions.Invoicing;

/// <summary>
/// Stores drafts together with what they hold of their account's prepaid credits. The credits are reserved first: a crash in between leaves
/// a reservation that the repeat finds, and never a draft that pays with what another invoice has drawn.
/// </summary>
public sealed class DraftInvoices(InvoiceStore invoices, CreditStore credits, ChargeStore charges)
{
    /// <summary>Reserves and saves. Null when the account's credits or charges changed since the draft was prepared: it has to be prepared anew.</summary>
    public async Task<InvoiceChange?> TrySaveAsync(CatalogSnapshot catalog, PreparationOutcome.Prepared prepared, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        if (!await charges.TryClaimAsync(prepared.Draft, cancellationToken) || !await credits.TryReserveAsync(prepared.Allowance, prepared.Reservation, cancellationToken))
        {
            return null;
        }

        var change = await invoices.SaveDraftAsync(prepared.Draft, cancellationToken);
        if (change is InvoiceChange.Refused refused)
        {
            // The invoice went on while this late repeat of the step ran: what it holds is what it says, not what was reserved just now.
            await RestoreAsync(catalog, refused.Invoice, cancellationToken);
        }

        return change;
    }

    /// <summary>Settles what an issued invoice draws; false when that is no longer there.</summary>
    public Task<bool> SettleAsync(CatalogSnapshot catalog, InvoiceSummary issued, CancellationToken cancellationToken = default) =>
        credits.SettleAsync(issued, AccountTerms.LimitedCoupons(catalog), cancellationToken);

    /// <summary>Returns what the dropped and credited invoices of a period hold, and what was reserved for one that was never saved.</summary>
    public async Task ReturnCreditsAsync(string accountId, string periodKey, CancellationToken cancellationToken = default)
    {
        foreach (var holder in await credits.HoldersAsync(accountId, periodKey, cancellationToken))
        {
            if ((await invoices.FindSummaryAsync(holder, cancellationToken))?.State is null or InvoiceState.Void or InvoiceState.Credited)
            {
                await credits.ReturnAsync(holder, cancellationToken);
            }
        }
    }

    private async Task RestoreAsync(CatalogSnapshot catalog, InvoiceSummary invoice, CancellationToken cancellationToken)
    {
        if (invoice.State is InvoiceState.Issued or InvoiceState.Posted)
        {
            await SettleAsync(catalog, invoice, cancellationToken);
        }
        else
        {
            await credits.ReturnAsync(invoice.Id, cancellationToken);
        }
    }
}
