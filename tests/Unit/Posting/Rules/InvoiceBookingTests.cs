using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Posting;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Tests.Unit.Posting.Rules;

/// <summary>Books invoices with coupons, credits, taxes, fees in advance, cost centres and other currencies.</summary>
public sealed class InvoiceBookingTests
{
    private static readonly DateOnly Date = new(2026, 11, 1);
    private static readonly LegalEntity Entity = new("de01", "Acme GmbH", "EUR", "DE", "DE-");
    private static readonly Account Account = new("acme", "Acme", "de01", "Europe/Berlin", "DE");
    private static readonly Invoice Plain = JournalEntriesTests.Invoice([("api", 100m)], 19m);

    [Fact]
    public void ForInvoice_CouponsNet_CreditsRevenueWithWhatIsLeft()
    {
        var invoice = Discounted(30m);

        Assert.Equal([("1200", 70m), ("4000", -70m)], Sides(Book(invoice, new PostingRules())));
        Assert.Equal([("1200", 70m), ("4000", -100m), ("4900", 30m)], Sides(Book(invoice, new PostingRules { DiscountBooking = DiscountBooking.Contra })));
    }

    [Fact]
    public void ForInvoice_PrepaidCredits_ReduceWhatIsOwed()
    {
        var invoice = Plain with { Credits = [new InvoiceCredit("g", "Prepaid", 50m)] };

        Assert.Equal([("1200", 69m), ("2500", 50m), ("4000", -100m), ("2200", -19m)], Sides(Book(invoice, new PostingRules())));
    }

    [Fact]
    public void ForInvoice_TaxAccounts_TheMostSpecificOneCounts()
    {
        var rules = new PostingRules
        {
            TaxPayableBy = ImmutableSortedDictionary<string, string>.Empty.Add("DE", "2210").Add("DE:reduced", "2211").Add(":other", "2212"),
            Chart = [new("2210", "USt"), new("2211", "USt 7"), new("2212", "Other tax")],
        };

        Assert.Equal("2211", rules.TaxPayableOf("DE", "reduced"));
        Assert.Equal("2210", rules.TaxPayableOf("DE", "standard"));
        Assert.Equal("2212", rules.TaxPayableOf("FR", "other"));
        Assert.Equal("2200", rules.TaxPayableOf("FR", "standard"));
        Assert.Empty(rules.Validate("rules"));
        Assert.Contains(("2210", -19m), Sides(Book(Plain, rules)));
    }

    [Fact]
    public void ForInvoice_FeeInAdvance_IsDeferredAndUsageIsNot()
    {
        var invoice = Fee(31m, "2026-10-31T23:00:00Z", "2026-11-30T23:00:00Z");

        var entry = Book(invoice, new PostingRules());

        Assert.Equal([("1200", 31m), ("2400", -31m)], Sides(entry));
        Assert.Equal("api", entry.Lines[1].Product);
        Assert.Equal([("1200", 31m), ("4000", -31m)], Sides(Book(invoice with { Lines = [invoice.Lines[0] with { Kind = LineKind.Usage }] }, new PostingRules())));

        // Its last day is the accounting date: all of it is delivered then.
        Assert.Equal([("1200", 31m), ("4000", -31m)], Sides(Book(Fee(31m, "2026-09-30T22:00:00Z", "2026-11-01T23:00:00Z"), new PostingRules())));
    }

    [Fact]
    public void ForInvoice_CostCentres_SplitEveryLineExactly()
    {
        var rules = new PostingRules
        {
            Dimensions = ImmutableSortedDictionary<string, string>.Empty.Add("region", "$jurisdiction").Add("unit", "cloud"),
            Allocations = [new AllocationRule("costCentre", ImmutableSortedDictionary<string, decimal>.Empty.Add("a", 1m).Add("b", 1m).Add("c", 1m))],
        };

        var revenue = Book(Plain, rules).Lines.Where(line => line.Account == "4000").ToList();

        Assert.Equal([33.34m, 33.33m, 33.33m], revenue.Select(line => line.Credit));
        Assert.Equal(["a", "b", "c"], revenue.Select(line => line.Dimensions!["costCentre"]));
        Assert.All(revenue, line => Assert.Equal(("DE", "cloud"), (line.Dimensions!["region"], line.Dimensions!["unit"])));
    }

    [Fact]
    public void ForInvoice_OtherCurrency_CarriesBothAndTheRoundingDifference()
    {
        var invoice = JournalEntriesTests.Invoice([("a", 0.01m), ("b", 0.01m), ("c", 0.01m)], 0m) with { Currency = "USD" };

        var entry = JournalEntries.ForInvoice(invoice, Terms(new PostingRules()) with { Rate = 0.86m })!;

        Assert.Equal("EUR", entry.Currency);
        Assert.Equal([("1200", 0.03m), ("4000", -0.01m), ("4000", -0.01m), ("4000", -0.01m)], Sides(entry));
        Assert.Equal([0.03m, -0.01m, -0.01m, -0.01m], entry.Lines.Select(line => line.Transaction!.Amount));
        Assert.All(entry.Lines, line => Assert.Equal(("USD", 0.86m), (line.Transaction!.Currency, line.Transaction.Rate)));

        // 0.03 at 0.5 is 0.02, three times 0.01 is 0.03.
        var rounded = JournalEntries.ForInvoice(invoice, Terms(new PostingRules()) with { Rate = 0.5m })!;
        Assert.Contains(("9990", 0.01m), Sides(rounded));
        Assert.Null(rounded.Lines.Single(line => line.Account == "9990").Transaction);
    }

    [Fact]
    public void At_DatedVersions_TheOneOfTheDayCountsAndIsNamed()
    {
        var catalog = new CatalogSnapshot(new CatalogDocuments
        {
            LegalEntities = [Entity],
            PostingRuleSets = [new("de01", 1, new DateOnly(2026, 11, 1), new PostingRules(Revenue: "4010")), new("de01", 2, new DateOnly(2026, 12, 1), new PostingRules(Revenue: "4020"))],
        });

        Assert.Equal((0, "4000"), Named(RulesInForce.At(catalog, Entity, Date.AddDays(-1))));
        Assert.Equal((1, "4010"), Named(RulesInForce.At(catalog, Entity, Date)));
        Assert.Equal((2, "4020"), Named(RulesInForce.At(catalog, Entity, new DateOnly(2027, 1, 1))));
        var terms = BookingTerms.Find(catalog, Entity, Account, "EUR", Date)!;
        Assert.Equal(1, JournalEntries.ForInvoice(Plain, terms)!.RulesVersion);
        Assert.Null(BookingTerms.Find(catalog, Entity, Account, "USD", Date));
    }

    [Fact]
    public void Validate_WrongRules_NameTheField()
    {
        var wrong = new PostingRules(Receivable: "4000")
        {
            TaxPayableBy = ImmutableSortedDictionary<string, string>.Empty.Add("DE", "nowhere"),
            Dimensions = ImmutableSortedDictionary<string, string>.Empty.Add("region", "$country"),
            Allocations = [new AllocationRule("cc", ImmutableSortedDictionary<string, decimal>.Empty.Add("a", 0m))],
        };

        Assert.Equal(
            ["rules.revenue:account-twice", "rules.taxPayableBy.DE:unknown-account", "rules.dimensions.region:unknown-source", "rules.allocations[0].weights:out-of-range"],
            wrong.Validate("rules").Select(issue => $"{issue.Path}:{issue.Code}"));
    }

    internal static Invoice Fee(decimal amount, string from, string to)
    {
        var invoice = JournalEntriesTests.Invoice([("api", amount)], 0m);
        return invoice with
        {
            Lines = [invoice.Lines[0] with { Kind = LineKind.Recurring, ServiceFrom = DateTimeOffset.Parse(from, null), ServiceTo = DateTimeOffset.Parse(to, null) }],
        };
    }

    private static Invoice Discounted(decimal discount)
    {
        var invoice = JournalEntriesTests.Invoice([("api", 100m)], 0m);
        return invoice with { Lines = [invoice.Lines[0] with { Discount = discount }], Subtotal = 100m - discount, Total = 100m - discount };
    }

    private static BookingTerms Terms(PostingRules rules) => new(Entity, Date, new RulesInForce(0, rules), Account);

    private static JournalEntry Book(Invoice invoice, PostingRules rules) => JournalEntries.ForInvoice(invoice, Terms(rules))!;

    private static IEnumerable<(string Account, decimal Debit)> Sides(JournalEntry entry) => entry.Lines.Select(line => (line.Account, line.Debit - line.Credit));

    private static (int Version, string Revenue) Named(RulesInForce rules) => (rules.Version, rules.Rules.Revenue);
}
