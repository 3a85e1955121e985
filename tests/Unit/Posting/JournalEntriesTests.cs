using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Posting;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Tests.Unit.Posting;

public sealed class JournalEntriesTests
{
    private static readonly DateOnly Date = new(2026, 11, 1);
    private static readonly LegalEntity Entity = new("de01", "Acme GmbH", "EUR", "DE", "DE-");

    [Fact]
    public void ForInvoice_LinesOfTwoProducts_BooksReceivableRevenueAndTaxWithLineage()
    {
        var entity = Entity with
        {
            PostingRules = new PostingRules(
                RevenueByProduct: ImmutableSortedDictionary<string, string>.Empty.Add("api", "4100"), Chart: [new ChartAccount("4100", "API revenue")]),
        };

        var entry = JournalEntries.ForInvoice(Invoice([("platform", 10m), ("api", 2m), ("api", 3m)], tax: 2.85m), BookingTerms.Of(entity, Date))!;

        Assert.Equal(("invoice:acme:20261001", 17.85m, 17.85m), (entry.PostingKey, entry.TotalDebit, entry.TotalCredit));
        Assert.Equal([("1200", 17.85m, 0m), ("4100", 0m, 5m), ("4000", 0m, 10m), ("2200", 0m, 2.85m)], entry.Lines.Select(line => (line.Account, line.Debit, line.Credit)));
        Assert.Equal("acme", entry.Lines[0].Party);
        Assert.Equal(("api", "2,3"), (entry.Lines[1].Product, string.Join(',', entry.Lines[1].InvoiceLines)));
    }

    [Fact]
    public void ForInvoice_TotalThatLinesDoNotExplain_ShowsTheRoundingDifference()
    {
        var entry = JournalEntries.ForInvoice(Invoice([("api", 10m)], tax: 1.90m) with { Total = 11.89m }, BookingTerms.Of(Entity, Date))!;

        Assert.Equal(entry.TotalDebit, entry.TotalCredit);
        Assert.Equal(("9990", 0.01m), (entry.Lines[^1].Account, entry.Lines[^1].Debit));
    }

    [Fact]
    public void ForInvoice_CorrectionsExceedCharges_CreditsTheReceivable()
    {
        var entry = JournalEntries.ForInvoice(Invoice([("api", -10m)], tax: -1.90m), BookingTerms.Of(Entity, Date))!;

        Assert.Equal([("1200", 0m, 11.90m), ("4000", 10m, 0m), ("2200", 1.90m, 0m)], entry.Lines.Select(line => (line.Account, line.Debit, line.Credit)));
    }

    [Fact]
    public void ForInvoice_NothingButZeroes_HasNoEntry() => Assert.Null(JournalEntries.ForInvoice(Invoice([("api", 0m)], tax: 0m), BookingTerms.Of(Entity, Date)));

    [Fact]
    public void ForInvoice_ProductsThatCancelOut_StillBooksBoth()
    {
        var entry = JournalEntries.ForInvoice(Invoice([("api", 5m), ("platform", -5m)], tax: 0m), BookingTerms.Of(Entity, Date))!;

        Assert.Equal((2, 5m, 5m), (entry.Lines.Length, entry.TotalDebit, entry.TotalCredit));
    }

    [Fact]
    public void Fingerprint_SameMoneyOtherScale_IsTheSame()
    {
        var entry = LaneBench.Entry("invoice:a", 12.5m);

        Assert.Equal(JournalEntries.Fingerprint(entry), JournalEntries.Fingerprint(LaneBench.Entry("invoice:a", 12.50m)));
        Assert.NotEqual(JournalEntries.Fingerprint(entry), JournalEntries.Fingerprint(LaneBench.Entry("invoice:a", 12.51m)));
        Assert.NotEqual(JournalEntries.Fingerprint(entry), JournalEntries.Fingerprint(entry with { AccountingDate = Date.AddDays(1) }));
        Assert.NotEqual(
            JournalEntries.Fingerprint(entry with { Currency = "EU", Description = "Rx" }), JournalEntries.Fingerprint(entry with { Currency = "EUR", Description = "x" }));
    }

    [Fact]
    public void Validate_RevenueAccountOutsideTheChart_NamesTheField()
    {
        var rules = new PostingRules(Receivable: " ", RevenueByProduct: ImmutableSortedDictionary<string, string>.Empty.Add("api", "4711"));

        Assert.Equal(["posting.receivable", "posting.revenueByProduct.api"], rules.Validate("posting").Select(issue => issue.Path));
        Assert.Empty(PostingRules.Standard.Validate("posting"));
    }

    internal static Invoice Invoice((string Product, decimal Amount)[] lines, decimal tax, ImmutableArray<MeteredUsage> usage = default)
    {
        var subtotal = lines.Sum(line => line.Amount);
        var from = new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);
        return new Invoice(
            "acme:20261001", "de01", "acme", "20261001", "EUR", InvoiceState.Issued,
            [.. lines.Select((line, at) => new InvoiceLine(
                at + 1, "sub-1", line.Product, line.Product, line.Product, from, from.AddMonths(1), 1m, "unit", line.Amount, "standard",
                new Derivation("scale", 1, "perUnit", [], line.Amount, at == 0 && !usage.IsDefault ? usage : [])))],
            [new InvoiceTax("standard", "VAT", 0.19m, subtotal, tax)], subtotal, tax, subtotal + tax, usage.IsDefault ? 0 : usage.Sum(one => one.EventCount),
            new string('0', 32), 30, "DE-000001", new DateTimeOffset(2026, 11, 1, 3, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 12, 1, 3, 0, 0, TimeSpan.Zero));
    }
}
