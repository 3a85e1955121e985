using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Posting;
using RevenueFunctions.Reconciliation;
using RevenueFunctions.Tests.Unit.Invoicing;
using RevenueFunctions.Tests.Unit.Invoicing.Crediting;

namespace RevenueFunctions.Tests.Unit.Reconciliation;

/// <summary>Plants each break between an invoice, its credit notes, its payments and the books, and expects exactly that one.</summary>
public sealed class SettlementComparisonTests
{
    private static readonly DateOnly Day = new(2026, 4, 2);
    private static readonly BookingTerms Terms = BookingTerms.Of(new LegalEntity("us01", "Acme Inc", "USD", "US", "US-"), Day);
    private static readonly Invoice Billed = CreditBench.Invoice(TaxRounding.Line, CreditBench.Rate(0.1m), [new(100m, Discount: 10m), new(50m)]);

    [Fact]
    public void Compare_CreditedAndPaid_FindsNothing()
    {
        var (settled, documents) = Settled();
        Assert.Empty(SettlementComparison.Documents(settled));
        Assert.Empty(Books(settled, documents));
        Assert.Equal(0m, settled.Invoice.OpenAmount);
    }

    [Fact]
    public void Compare_PlantedInTheInvoice_IsFound()
    {
        var (settled, documents) = Settled();
        var standing = settled.Invoice.Settlement!;
        var credited = With(settled, standing with { Credited = standing.Credited + 1m });
        Assert.Equal([BreakKind.Settlement], SettlementComparison.Documents(credited).Select(one => one.Kind));
        Assert.Equal([BreakKind.OpenAmount], Books(credited, documents));
        Assert.Equal([BreakKind.Settlement], SettlementComparison.Documents(With(settled, standing with { Paid = standing.Paid - 1m })).Select(one => one.Kind));
        Assert.Equal(
            [BreakKind.Settlement], SettlementComparison.Documents(settled with { Invoice = settled.Invoice with { State = InvoiceState.Credited } }).Select(one => one.Kind));
    }

    [Fact]
    public void Compare_PlantedInTheBooks_IsFound()
    {
        var (settled, documents) = Settled();
        foreach (var key in settled.Keys)
        {
            Assert.Equal([BreakKind.PostingMissing], Books(settled, documents.Remove(key)));
            var doubled = documents[key].Entry with { Lines = [.. documents[key].Entry.Lines.Select(line => line with { Debit = 2m * line.Debit, Credit = 2m * line.Credit })] };
            Assert.Equal([BreakKind.PostingAmount], Books(settled, documents.SetItem(key, new ErpDocument("r", doubled, DateTimeOffset.UnixEpoch))));
        }
    }

    [Fact]
    public void Compare_UnderWayOrNotInTheBooks_IsNoBreak()
    {
        var (settled, documents) = Settled();
        var none = ImmutableDictionary<string, ErpDocument>.Empty;
        Assert.Empty(SettlementComparison.Books(settled, none, _ => "1200", InvoiceBench.Now.AddDays(9)));
        var bare = documents.RemoveRange(settled.Keys);
        Assert.Empty(SettlementComparison.Books(settled, bare, _ => "1200", InvoiceBench.Now));
    }

    /// <summary>An invoice of 154, a note over 40 and a payment of the rest, each with its document.</summary>
    private static (SettledInvoice Settled, ImmutableDictionary<string, ErpDocument> Documents) Settled()
    {
        var amounts = Assert.IsType<CreditComputation.Computed>(CreditNoteArithmetic.Compute(Billed, [], new CreditScope.OfTotal(40m))).Amounts;
        var note = new CreditNote(
            "a:20260301:credit:1", "k", Billed.Id, Billed.Number!, "us01", "a", "USD", "r", amounts.Lines, amounts.Taxes, amounts.Credits, amounts.Subtotal, amounts.TaxTotal,
            amounts.Total, false, false, "h", Billed.Total, "US-CN-000001", InvoiceBench.Now.AddDays(1));
        var rest = Billed.Total - 40m;
        var payment = new Payment("a:20260301:B", "B", Billed.Id, "us01", "a", rest, "USD", rest, InvoiceBench.Now.AddDays(2), rest, null, InvoiceBench.Now.AddDays(2));
        var invoice = Billed with { Settlement = new InvoiceSettlement(40m, 0m, rest, 1, 1) };
        var documents = new[]
        {
            JournalEntries.ForInvoice(Billed, Terms)!,
            CreditNoteEntry.Of(note, Billed, Terms, Day)!,
            PaymentEntry.Of(payment, InvoiceSummary.Of(Billed), Terms, Day, 1m),
        };
        return (new SettledInvoice(invoice, [note], [payment]),
            documents.ToImmutableDictionary(entry => entry.PostingKey, entry => new ErpDocument(entry.PostingKey, entry, DateTimeOffset.UnixEpoch), StringComparer.Ordinal));
    }

    private static SettledInvoice With(SettledInvoice settled, InvoiceSettlement standing) => settled with { Invoice = settled.Invoice with { Settlement = standing } };

    private static IEnumerable<BreakKind> Books(SettledInvoice settled, IReadOnlyDictionary<string, ErpDocument> documents) =>
        SettlementComparison.Books(settled, documents, _ => "1200", InvoiceBench.Now.AddDays(9)).Select(one => one.Kind);
}
