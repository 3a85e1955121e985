using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Ledger;
using RevenueFunctions.Posting;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Tests.Unit.Posting.Rules;

/// <summary>Whatever is booked: it balances in every currency, the ledger takes it, and parts add up to what was split.</summary>
public sealed class BookingProperties
{
    private static readonly string[] Foreign = ["EUR", "USD", "JPY", "KWD"];

    [Fact]
    public void Split_AnyAmountAndWeights_AddsUpAndStaysWithinAUnit() => Prop.ForAll(
        Gen.Zip(Gen.Choose(-1_000_000, 1_000_000), Gen.Choose(1, 1_000_000).NonEmptyListOf()).ToArbitrary(),
        pair =>
        {
            var (amount, weights) = (pair.Item1 / 100m, pair.Item2.Select(weight => weight / 7m).ToList());
            var parts = LargestRemainder.Split(new Money(amount, "EUR"), [.. weights]);
            var total = weights.Sum();
            return parts.Sum() == amount && parts.Zip(weights).All(part => Math.Abs(part.First - (amount * part.Second / total)) < 0.01m);
        }).Hold();

    [Fact]
    public void ForInvoice_AnyLinesInAnyCurrency_BalancesInEachAndTheLedgerTakesIt() => Prop.ForAll(
        Gen.Zip(Gen.Choose(-500_000, 500_000).NonEmptyListOf(), Gen.Zip(Gen.Choose(1, 3_000_000), Gen.Elements(Foreign))).ToArbitrary(),
        sample =>
        {
            var (cents, rate, currency) = (sample.Item1, sample.Item2.Item1 / 10_000m, sample.Item2.Item2);
            var unit = new decimal(1, 0, 0, false, (byte)Currencies.Decimals(currency));
            var invoice = Invoice([.. cents.Select(cent => cent * unit)], currency);
            var terms = new BookingTerms(Entity, new DateOnly(2026, 11, 1), new RulesInForce(0, Rules), Account, currency == "EUR" ? 1m : rate);
            if (JournalEntries.ForInvoice(invoice, terms) is not { } entry)
            {
                return cents.All(cent => cent == 0);
            }

            Assert.Equal(entry.TotalDebit, entry.TotalCredit);
            Assert.All(
                entry.Lines.Select(line => line.Transaction).OfType<TransactionAmount>().GroupBy(amount => amount.Currency),
                amounts => Assert.Equal(0m, amounts.Sum(amount => amount.Amount)));
            AssertPosted(entry);
            return true;
        }).Hold();

    private static PostingRules Rules { get; } = new()
    {
        DiscountBooking = DiscountBooking.Contra,
        Allocations = [new AllocationRule("costCentre", ImmutableSortedDictionary<string, decimal>.Empty.Add("a", 3m).Add("b", 7m).Add("c", 1m))],
    };

    private static LegalEntity Entity { get; } = new("de01", "Acme GmbH", "EUR", "DE", "DE-", PostingRules: Rules);

    private static Account Account { get; } = new("acme", "Acme", "de01", "Europe/Berlin", "DE");

    // Every second line is a fee in advance, every third has a coupon; a credit pays one unit.
    private static Invoice Invoice(ImmutableArray<decimal> amounts, string currency)
    {
        var unit = new decimal(1, 0, 0, false, (byte)Currencies.Decimals(currency));
        var plain = JournalEntriesTests.Invoice([.. amounts.Select((amount, at) => ($"p{at % 5}", amount))], unit);
        var lines = plain.Lines.Select((line, at) => line with
        {
            Kind = at % 2 == 0 ? LineKind.Usage : LineKind.Recurring,
            ServiceTo = at % 2 == 0 ? line.ServiceTo : new DateTimeOffset(2027, 3, 1, 0, 0, 0, TimeSpan.Zero),
            Discount = at % 3 == 0 && line.Amount > unit ? unit : 0m,
        }).ToImmutableArray();
        var net = lines.Sum(line => line.Net);
        return plain with { Currency = currency, Lines = lines, Subtotal = net, Total = net + unit, Credits = [new InvoiceCredit("g", "Prepaid", unit)] };
    }

    private static void AssertPosted(JournalEntry entry)
    {
        var bench = new LaneBench { LegalEntity = Entity };
        if (entry.Lines.Length >= 2)
        {
            Assert.IsType<ErpPostResult.Posted>(bench.Ledger.PostAsync(entry, CancellationToken.None).GetAwaiter().GetResult());
        }
    }
}
