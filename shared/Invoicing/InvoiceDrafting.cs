using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Invoicing;

/// <summary>Makes a draft invoice of rated lines. Pure: a repeated step makes the same draft.</summary>
public static class InvoiceDrafting
{
    /// <summary>The lines of the invoice, numbered from 1 in the order they were rated, in the currency of their prices.</summary>
    public static ImmutableArray<InvoiceLine> LinesOf(ImmutableArray<RatedLine> rated) =>
        [.. rated.Select((line, at) => new InvoiceLine(
            at + 1, line.SubscriptionId, line.RateCard.Key, line.RateCard.Product, line.RateCard.Name, line.ServiceFrom, line.ServiceTo,
            line.Quantity, line.Unit, line.Amount, line.RateCard.TaxClass, line.Derivation, line.Kind, 0m, line.CorrectedPeriod, line.Note))];

    /// <summary>The draft. The total is the sum of the rounded lines and taxes, so that every figure on it adds up by hand.</summary>
    /// <param name="id">From <see cref="InvoiceStore.CurrentRevisionAsync"/>.</param>
    /// <param name="account">Whom it is for.</param>
    /// <param name="composed">What it says.</param>
    /// <param name="usageEventCount">Records in the frozen period, over all shards.</param>
    /// <param name="usageSetHash">Their set hash, 32 hex digits.</param>
    public static Invoice Draft(InvoiceId id, Account account, ComposedInvoice composed, long usageEventCount, string usageSetHash)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(composed);
        return new Invoice(
            id.ToString(), account.LegalEntityId, account.Id, id.PeriodKey, composed.Currency, InvoiceState.Draft, composed.Lines, composed.Taxes,
            composed.Subtotal, composed.TaxTotal, composed.Total, usageEventCount, usageSetHash, account.PaymentTermDays)
        {
            Coupons = composed.Coupons,
            Credits = composed.Credits,
            Notes = composed.Notes,
        };
    }
}
