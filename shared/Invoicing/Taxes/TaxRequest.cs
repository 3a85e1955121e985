using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Invoicing;

/// <summary>What a tax engine is asked.</summary>
/// <param name="InvoiceId">The invoice: the same one again is the same question, unless its lines changed.</param>
/// <param name="Currency">Currency of the amounts.</param>
/// <param name="Seller">Who supplies.</param>
/// <param name="Customer">Who is supplied; its jurisdiction is the place of supply.</param>
/// <param name="Profile">What is particular to the customer.</param>
/// <param name="Lines">What is supplied.</param>
public sealed record TaxRequest(
    string InvoiceId, string Currency, TaxParty Seller, TaxParty Customer, TaxProfile? Profile, ImmutableArray<TaxableLine> Lines)
{
    /// <summary>The question about an account's invoice.</summary>
    public static TaxRequest Of(string invoiceId, string currency, LegalEntity seller, Account customer, BillingPeriod period, ImmutableArray<InvoiceLine> lines)
    {
        ArgumentNullException.ThrowIfNull(seller);
        ArgumentNullException.ThrowIfNull(customer);
        return new TaxRequest(
            invoiceId,
            currency,
            new TaxParty(seller.Id, seller.Name, seller.Jurisdiction, seller.Details?.TaxId),
            new TaxParty(customer.Id, customer.Name, customer.Jurisdiction, customer.Tax?.TaxId),
            customer.Tax,
            [.. lines.Select(line => new TaxableLine(line.Number, line.Product, line.TaxClass, line.Net, TaxPoint(line, period)))]);
    }

    // The last instant of the service: a table in force from midnight on does not tax what ended at midnight. A fee in advance is
    // taxed by the law of the period that invoices it.
    private static DateTimeOffset TaxPoint(InvoiceLine line, BillingPeriod period)
    {
        var end = line.ServiceTo < period.End ? line.ServiceTo : period.End;
        return end > line.ServiceFrom || end == period.End ? end.AddTicks(-1) : end;
    }
}
