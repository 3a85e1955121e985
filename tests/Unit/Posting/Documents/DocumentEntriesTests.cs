using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Posting;
using RevenueFunctions.Tests.Unit.Invoicing;
using RevenueFunctions.Tests.Unit.Invoicing.Crediting;

namespace RevenueFunctions.Tests.Unit.Posting.Documents;

/// <summary>Credit notes and payments as they are booked, in the books' currency and in another.</summary>
public class DocumentEntriesTests
{
    private static readonly DateOnly Day = new(2026, 4, 2);
    private static readonly LegalEntity Entity = new("us01", "Acme Inc", "USD", "US", "US-");

    [Fact]
    public void CreditNote_OverEverything_MirrorsTheInvoice()
    {
        var terms = BookingTerms.Of(Entity with { PostingRules = new PostingRules { DiscountBooking = DiscountBooking.Contra } }, Day);
        var invoice = Bill([new(100m, Discount: 10m), new(50m)], [new InvoiceCredit("g", "Gift", 20m)]);
        var entry = CreditNoteEntry.Of(Note(invoice, [], new CreditScope.Rest(), 1), invoice, terms, Day)!;
        var mirrored = JournalEntries.ForInvoice(invoice, terms)!.Lines.Select(line => (line.Account, line.Credit, line.Debit));
        Assert.Equal(mirrored, entry.Lines.Select(line => (line.Account, line.Debit, line.Credit)));
        Assert.Equal("creditnote:a:20260301:credit:1", entry.PostingKey);
    }

    [Fact]
    public void CreditNote_OfADeferredFee_TakesBackWhatIsNotEarnedFromWhereItWasDeferred()
    {
        // Billed in advance on 2 March for March; on 2 April nothing of it would be left, so the terms are those of the day of issue.
        var terms = BookingTerms.Of(Entity, new DateOnly(2026, 3, 2)) with { Account = new Account("a", "A", "us01", "Etc/UTC", "US") };
        var invoice = Bill([new(100m, Discount: 10m)], []);
        Assert.Equal(90m, JournalEntries.ForInvoice(invoice, terms)!.Lines.Single(line => line.Account == "2400").Credit);

        var cuts = new Dictionary<int, DeferralCut> { [1] = new("k", Day, 60m, 30m, 60m, 30m) };
        var entry = CreditNoteEntry.Of(Note(invoice, [], new CreditScope.Rest(), 1), invoice, terms, Day, cuts)!;
        Assert.Equal([("1200", -90m), ("2400", 60m), ("4000", 30m)], entry.Lines.OrderBy(line => line.Account, StringComparer.Ordinal).Select(line => (line.Account, line.Debit - line.Credit)));
    }

    [Theory]
    [InlineData("0.913713")]
    [InlineData("1.0777")]
    [InlineData("149.35")]
    public void NotesAndPayments_InAnotherCurrency_LeaveNoCentOnTheReceivable(string rate)
    {
        var terms = BookingTerms.Of(Entity, Day) with { Rate = decimal.Parse(rate, System.Globalization.CultureInfo.InvariantCulture) };
        var invoice = Bill([new(33.33m), new(66.67m)], []) with { Currency = "EUR" };
        var booked = JournalEntries.ForInvoice(invoice, terms)!;
        var (receivable, open) = (Receivable(booked), invoice.Total);
        var notes = new List<CreditNote>();
        foreach (var amount in new[] { 7.77m, 13.01m })
        {
            notes.Add(Note(invoice, [.. notes.Select(note => note.Amounts)], new CreditScope.OfTotal(amount), notes.Count + 1) with { OpenBefore = open });
            var entry = CreditNoteEntry.Of(notes[^1], invoice, terms, Day)!;
            AssertBalanced(entry);
            receivable += Receivable(entry);
            open -= amount;
        }

        foreach (var (amount, paid) in new[] { (20.22m, 1.1m), (open - 20.22m, 0.9m) })
        {
            var entry = PaymentEntry.Of(Payment(invoice, amount, open, "EUR"), InvoiceSummary.Of(invoice), terms, Day, paid * terms.Rate);
            AssertBalanced(entry);
            receivable += Receivable(entry);
            open -= amount;
        }

        Assert.Equal((0m, 0m), (open, receivable));
    }

    [Theory]
    [InlineData("1.10", "4950", "-2.00")]
    [InlineData("0.90", "6950", "2.00")]
    public void Payment_AtAnotherRate_BooksTheRealisedDifference(string rate, string account, string difference)
    {
        var terms = BookingTerms.Of(Entity, Day) with { Rate = 1m };
        var invoice = Bill([new(20m)], []) with { Currency = "EUR" };
        var paid = decimal.Parse(rate, System.Globalization.CultureInfo.InvariantCulture);
        var entry = PaymentEntry.Of(Payment(invoice, 20m, invoice.Total, "EUR"), InvoiceSummary.Of(invoice), terms, Day, paid);
        AssertBalanced(entry);
        Assert.Equal(20m * paid, entry.Lines.Single(line => line.Account == "1000").Debit);
        Assert.Equal(decimal.Parse(difference, System.Globalization.CultureInfo.InvariantCulture), entry.Lines.Where(line => line.Account == account).Sum(line => line.Debit - line.Credit));
    }

    [Fact]
    public void Refund_OfWhatIsOwed_GoesTheOtherWay()
    {
        var terms = BookingTerms.Of(Entity, Day);
        var invoice = Bill([new(20m)], []);
        var entry = PaymentEntry.Of(Payment(invoice, -5m, -5m, "USD"), InvoiceSummary.Of(invoice), terms, Day, 1m);
        Assert.Equal([("1000", 0m, 5m), ("1200", 5m, 0m)], entry.Lines.Select(line => (line.Account, line.Debit, line.Credit)));
    }

    private static Invoice Bill(CreditBench.Charge[] charges, InvoiceCredit[] credits) =>
        CreditBench.Invoice(TaxRounding.Line, CreditBench.Rate(0m), charges, [.. credits]);

    private static CreditNote Note(Invoice invoice, CreditNoteAmounts[] before, CreditScope scope, int sequence)
    {
        var amounts = Assert.IsType<CreditComputation.Computed>(CreditNoteArithmetic.Compute(invoice, before, scope)).Amounts;
        return new CreditNote(
            $"a:20260301:credit:{sequence}", "k", invoice.Id, invoice.Number!, "us01", "a", invoice.Currency, "r", amounts.Lines, amounts.Taxes, amounts.Credits, amounts.Subtotal,
            amounts.TaxTotal, amounts.Total, false, false, "h", invoice.OpenAmount, $"US-CN-{sequence:D6}", InvoiceBench.Now);
    }

    private static Payment Payment(Invoice invoice, decimal amount, decimal openBefore, string currency) =>
        new("a:20260301:B", "B", invoice.Id, "us01", "a", amount, currency, amount, InvoiceBench.Now, openBefore, null, InvoiceBench.Now);

    private static decimal Receivable(JournalEntry entry) => entry.Lines.Where(line => line.Account == "1200").Sum(line => line.Debit - line.Credit);

    private static void AssertBalanced(JournalEntry entry)
    {
        Assert.Equal(entry.TotalDebit, entry.TotalCredit);
        Assert.All(
            entry.Lines.Where(line => line.Transaction is not null).GroupBy(line => line.Transaction!.Currency, StringComparer.Ordinal),
            currency => Assert.Equal(0m, currency.Sum(line => line.Transaction!.Amount)));
    }
}
