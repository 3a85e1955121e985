using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Tests.Unit.Invoicing.Composing;

/// <summary>Lines and terms to compose invoices of.</summary>
internal static class CompositionBench
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly BillingPeriod March = new("20260301", Start, Start.AddMonths(1));
    public static readonly Account Account = new("a", "A", "e", "Etc/UTC", "X");

    public static InvoiceLine Line(int number, decimal amount, string product = "api", string taxClass = "standard", LineKind kind = LineKind.Usage) => new(
        number, "s1", $"c{number}", product, "Line", Start, March.End, 1m, "unit", amount, taxClass, new Derivation("p", 1, "flat", [], amount, []), kind);

    public static ImmutableArray<InvoiceLine> Lines(params ImmutableArray<decimal> amounts) => [.. amounts.Select((amount, at) => Line(at + 1, amount))];

    public static CompositionTerms Terms(params ImmutableArray<Coupon> coupons) => new("EUR", March, Coupons: coupons);

    public static Coupon Percent(string key, decimal percent, params ImmutableArray<string> products) => new(key, key, Percent: percent, Products: products);

    public static Coupon Off(string key, decimal amount, params ImmutableArray<string> products) => new(key, key, Amount: amount, Currency: "EUR", Products: products);

    public static CreditBalance Credit(string id, decimal remaining, int priority = 1, DateTimeOffset? expiresAt = null, params ImmutableArray<string> products) =>
        new(new CreditGrant(id, id, remaining, "EUR", priority, Start, expiresAt, products), remaining);

    public static ComposedInvoice Compose(CompositionTerms terms, ImmutableArray<InvoiceLine> lines, TaxTable? table = null, params ImmutableArray<CreditBalance> credits)
    {
        var discounted = InvoiceComposition.Discount(terms, lines);
        var entity = new LegalEntity("e", "E", "EUR", "X", "E-");
        var outcome = TableTax.Compute(
            TaxRequest.Of("a:20260301", terms.Currency, entity, Account, March, discounted.Lines), [table ?? new TaxTable("X", [new TaxRate("standard", "None", 0m)])]);
        return InvoiceComposition.Settle(terms.Currency, discounted, Assert.IsType<TaxOutcome.Taxed>(outcome), credits, March);
    }
}
