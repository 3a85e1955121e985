using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Posting;
using RevenueFunctions.Reconciliation;
using RevenueFunctions.Tests.Unit.Posting;

namespace RevenueFunctions.Tests.Unit.Reconciliation;

/// <summary>Plants each break between an invoice and the books and expects exactly that one.</summary>
public sealed class LedgerComparisonTests
{
    private static readonly Invoice Invoice = JournalEntriesTests.Invoice([("api", 10m)], 1.90m);
    private static readonly JournalEntry Expected =
        JournalEntries.ForInvoice(Invoice, BookingTerms.Of(new LegalEntity("de01", "Acme GmbH", "EUR", "DE", "DE-"), new DateOnly(2026, 11, 1)))!;

    [Fact]
    public void Document_AsExpected_FindsNothing() => Assert.Empty(Compare(Expected));

    [Fact]
    public void Document_Planted_IsFound()
    {
        Assert.Equal([BreakKind.PostingMissing], Kinds(LedgerComparison.Document(InvoiceSummary.Of(Invoice), Expected, [])));
        Assert.Equal([BreakKind.PostingDuplicate], Kinds(LedgerComparison.Document(InvoiceSummary.Of(Invoice), Expected, [Document(Expected), Document(Expected, "de01-2")])));
        Assert.Equal([BreakKind.PostingAmount], Kinds(Compare(Scaled(2m))));
        Assert.Equal([BreakKind.PostingAmount], Kinds(Compare(Expected with { Currency = "USD" })));
        Assert.Equal([BreakKind.PostingAccounts], Kinds(Compare(Expected with { Lines = [.. Expected.Lines.Select(line => line.Account == "4000" ? line with { Account = "4001" } : line)] })));
        Assert.Equal([BreakKind.PostingTiming], Kinds(Compare(Expected with { AccountingDate = new DateOnly(2026, 12, 1) })));
        Assert.Equal([BreakKind.PostingUnbalanced, BreakKind.PostingAccounts], Kinds(Compare(Expected with { Lines = [.. Expected.Lines.Take(2)] })));
    }

    [Fact]
    public void Document_InvoiceMovesNothing_NeedsNone() => Assert.Empty(LedgerComparison.Document(InvoiceSummary.Of(Invoice), null, []));

    [Fact]
    public void Totals_WithCoupons_AreThoseOfWhatIsLeft()
    {
        var discounted = Invoice with
        {
            Lines = [Invoice.Lines[0] with { Discount = 1m }],
            Coupons = [new InvoiceCoupon("ten", "Ten off", 1m)],
            Subtotal = Invoice.Subtotal - 1m,
            Total = Invoice.Total - 1m,
        };
        Assert.Empty(LedgerComparison.Totals(discounted));
        Assert.Equal([BreakKind.InvoiceTotal], Kinds(LedgerComparison.Totals(discounted with { Coupons = [] })));
        Assert.Equal([BreakKind.InvoiceTotal], Kinds(LedgerComparison.Totals(discounted with { Subtotal = Invoice.Subtotal, Total = Invoice.Total })));
    }

    [Fact]
    public void Totals_LinesTaxesOrTotalDiffer_IsFound()
    {
        Assert.Empty(LedgerComparison.Totals(Invoice));
        Assert.Equal([BreakKind.InvoiceTotal], Kinds(LedgerComparison.Totals(Invoice with { Total = 11.91m })));
        Assert.Equal([BreakKind.InvoiceTotal], Kinds(LedgerComparison.Totals(Invoice with { Lines = [] })));
    }

    [Fact]
    public void Series_GapRepeatOrWrongBearer_IsFound()
    {
        var series = new SeriesComparison("de01:Invoice");

        Assert.Empty(series.Next(Number(1), "N1"));
        Assert.Equal([BreakKind.NumberSeries], Kinds(series.Next(Number(3), "N3")));
        Assert.Equal([BreakKind.NumberSeries], Kinds(series.Next(Number(3), "N3")));
        Assert.Equal([BreakKind.NumberSeries], Kinds(series.Next(Number(4), null)));
        Assert.Empty(series.Next(Number(5), "N5"));
    }

    private static DocumentNumber Number(long sequence) => new($"N{sequence}", sequence, $"invoice-{sequence}", DateTimeOffset.UnixEpoch);

    private static JournalEntry Scaled(decimal factor) =>
        Expected with { Lines = [.. Expected.Lines.Select(line => line with { Debit = line.Debit * factor, Credit = line.Credit * factor })] };

    private static List<ReconciliationBreak> Compare(JournalEntry entry) => [.. LedgerComparison.Document(InvoiceSummary.Of(Invoice), Expected, [Document(entry)])];

    private static ErpDocument Document(JournalEntry entry, string reference = "de01-1") => new(reference, entry, DateTimeOffset.UnixEpoch);

    private static IEnumerable<BreakKind> Kinds(IEnumerable<ReconciliationBreak> found) => found.Select(one => one.Kind);
}
