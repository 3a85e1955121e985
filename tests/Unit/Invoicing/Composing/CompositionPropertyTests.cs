using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using static RevenueFunctions.Tests.Unit.Invoicing.Composing.CompositionBench;

namespace RevenueFunctions.Tests.Unit.Invoicing.Composing;

/// <summary>What holds of every invoice, whatever it is made of: tried on thousands from a fixed seed.</summary>
public class CompositionPropertyTests
{
    private static readonly string[] Products = ["api", "storage", "support"];
    private static readonly string[] Classes = ["standard", "reduced"];

    [Fact]
    public void Compose_AnyInvoice_AddsUpToTheCent()
    {
        var random = new Random(20260301);
        for (var run = 0; run < 3000; run++)
        {
            ImmutableArray<InvoiceLine> lines = [.. Enumerable.Range(1, random.Next(1, 9)).Select(number =>
                Line(number, random.Next(-3000, 20_000) / 100m, Pick(random, Products), Pick(random, Classes)))];
            var terms = Terms([.. Enumerable.Range(0, random.Next(4)).Select(at => random.Next(2) == 0
                ? Percent($"p{at}", random.Next(1, 1001) / 10m, OfProducts(random))
                : Off($"o{at}", random.Next(1, 5000) / 100m, OfProducts(random)))]);
            var table = new TaxTable(
                "X", [new("standard", "State", 0.0625m), new("standard", "County", 0.0125m), new("reduced", "Reduced", 0.07m)], (TaxRounding)random.Next(3), Inclusive: random.Next(2) == 0);
            ImmutableArray<CreditBalance> credits = [.. Enumerable.Range(0, random.Next(4)).Select(at => Credit($"g{at}", random.Next(1, 20_000) / 100m, random.Next(3), null, OfProducts(random)))];
            Check(run, terms, lines, table, credits);
        }
    }

    [Fact]
    public void Split_AnyAmountAndWeights_AddsUpAndIsWithinAUnitOfTheShare()
    {
        var random = new Random(7);
        for (var run = 0; run < 3000; run++)
        {
            decimal[] weights = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(3) == 0 ? 0m : random.Next(1, 100_000) / 100m)];
            var currency = random.Next(3) switch { 0 => "JPY", 1 => "KWD", _ => "EUR" };
            var amount = Currencies.Round(new Money(random.Next(-100_000, 100_000) / 1000m, currency));
            var parts = LargestRemainder.Split(amount, weights);
            Assert.Equal(amount.Amount, parts.Sum());
            var unit = new decimal(1, 0, 0, false, (byte)Currencies.Decimals(currency));
            if (weights.Sum() is var whole and > 0m)
            {
                Assert.All(parts.Zip(weights), pair => Assert.True(Math.Abs(pair.First - (amount.Amount * pair.Second / whole)) < unit && (pair.Second != 0m || pair.First == 0m)));
            }
        }
    }

    private static void Check(int run, CompositionTerms terms, ImmutableArray<InvoiceLine> lines, TaxTable table, ImmutableArray<CreditBalance> credits)
    {
        var invoice = Compose(terms, lines, table, credits);
        var told = $"run {run}: {string.Join(", ", lines.Select(line => line.Amount))}; {table.Rounding}, inclusive {table.Inclusive}";
        Assert.True(invoice.Total == invoice.Lines.Sum(line => line.Amount) - invoice.Coupons.Sum(coupon => coupon.Amount) + invoice.TaxTotal, told);
        Assert.True(invoice.Coupons.Sum(coupon => coupon.Amount) == invoice.Lines.Sum(line => line.Discount), told);
        Assert.True(invoice.TaxTotal == invoice.LineTaxes.Sum(), told);
        Assert.True(invoice.Lines.All(line => line.Discount >= 0m && (line.Discount == 0m || line.Amount >= line.Discount)), told);
        Assert.True(invoice.Lines.Zip(lines).All(pair => pair.First.Amount + pair.First.IncludedTax == pair.Second.Amount), told);
        Assert.True(invoice.Credits.All(credit => credit.Amount > 0m && credit.Amount <= credits.Single(one => one.Grant.Id == credit.GrantId).Remaining), told);
        Assert.True(invoice.Credits.IsEmpty || invoice.AmountDue >= 0m, told);
        Assert.True(IsPayable(invoice.Lines.Select(line => line.Amount).Concat(invoice.LineTaxes).Concat(invoice.Taxes.Select(tax => tax.Amount)).Append(invoice.Total)), told);
        if (table.Inclusive)
        {
            Assert.True(invoice.Total == InvoiceComposition.Discount(terms, lines).Lines.Sum(line => line.Net), told);
        }
    }

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];

    private static ImmutableArray<string> OfProducts(Random random) => random.Next(2) == 0 ? [] : [Pick(random, Products)];

    private static bool IsPayable(IEnumerable<decimal> amounts) => amounts.All(amount => decimal.Round(amount, 2) == amount);
}
