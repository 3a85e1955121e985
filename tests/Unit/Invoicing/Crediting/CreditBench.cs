using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Rating;
using static RevenueFunctions.Tests.Unit.Invoicing.InvoiceBench;

namespace RevenueFunctions.Tests.Unit.Invoicing.Crediting;

/// <summary>Invoices to credit.</summary>
internal static class CreditBench
{
    /// <summary>A line: its tax class, its amount before coupons and what coupons take off.</summary>
    public sealed record Charge(decimal Amount, string TaxClass = "standard", decimal Discount = 0m);

    /// <summary>An issued invoice of these charges; each class is taxed at its rate.</summary>
    public static Invoice Invoice(
        TaxRounding rounding, IReadOnlyDictionary<string, decimal> rates, IReadOnlyList<Charge> charges, ImmutableArray<InvoiceCredit> credits = default, string currency = "USD")
    {
        ImmutableArray<InvoiceLine> lines =
        [
            .. charges.Select((charge, at) => new InvoiceLine(
                at + 1, "s1", "card", "api", "Requests", Now.AddMonths(-1), Now, 1m, "period", charge.Amount, charge.TaxClass,
                new Derivation("p", 1, "flat", [], charge.Amount, []), LineKind.Recurring, charge.Discount)),
        ];
        ImmutableArray<InvoiceTax> taxes =
        [
            .. lines.GroupBy(line => line.TaxClass, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group =>
            {
                var rate = rates[group.Key];
                var taxBase = group.Sum(line => line.Net);
                var tax = rounding == TaxRounding.Line ? group.Sum(line => Round(line.Net * rate)) : Round(taxBase * rate);
                return new InvoiceTax(group.Key, group.Key, rate, taxBase, tax, rounding);
            }),
        ];
        var (subtotal, taxTotal) = (lines.Sum(line => line.Net), taxes.Sum(tax => tax.Amount));
        return new Invoice(
            "a:20260301", "us01", "a", "20260301", currency, InvoiceState.Posted, lines, taxes, subtotal, taxTotal, subtotal + taxTotal, 0, new string('0', 32), 14,
            "US-000001", Now, Now.AddDays(14), Credits: credits);

        decimal Round(decimal amount) => Currencies.Round(new Money(amount, currency)).Amount;
    }

    /// <summary>One rate for everything.</summary>
    public static Dictionary<string, decimal> Rate(decimal rate) => new(StringComparer.Ordinal) { ["standard"] = rate };
}
