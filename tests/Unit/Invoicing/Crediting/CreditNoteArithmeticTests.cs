using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using static RevenueFunctions.Tests.Unit.Invoicing.Crediting.CreditBench;

namespace RevenueFunctions.Tests.Unit.Invoicing.Crediting;

/// <summary>Notes by number: what each credits and what is left.</summary>
public class CreditNoteArithmeticTests
{
    private static readonly Charge[] Four = [new(68.33m), new(68.33m), new(57.50m), new(85.00m)];

    [Fact]
    public void Compute_OneNoteForEachLine_LastOneAbsorbsTheCent()
    {
        var invoice = Invoice(TaxRounding.Total, Rate(0.2m), Four);
        Assert.Equal(334.99m, invoice.Total);
        var notes = new List<CreditNoteAmounts>();
        for (var line = 1; line <= 4; line++)
        {
            notes.Add(Computed(invoice, notes, new CreditScope.ByLine([new LineCredit(line)])).Amounts);
        }

        Assert.Equal([82.00m, 82.00m, 69.00m, 101.99m], notes.Select(note => note.Total));
        Assert.IsType<CreditComputation.NothingLeft>(CreditNoteArithmetic.Compute(invoice, notes, new CreditScope.Rest()));
    }

    [Theory]
    [InlineData(TaxRounding.Line)]
    [InlineData(TaxRounding.Rate)]
    [InlineData(TaxRounding.Total)]
    public void Compute_TwentyNineThirtieths_MultipliesBeforeItDivides(TaxRounding rounding)
    {
        Assert.True(CreditRatio.TryParse("29/30", out var ratio));
        var note = Computed(Invoice(rounding, Rate(0.25m), [new(200m)]), [], new CreditScope.OfRatio(ratio.Value)).Amounts;
        Assert.Equal((193.33m, 48.33m, 241.66m), (note.Subtotal, note.TaxTotal, note.Total));
    }

    [Fact]
    public void Compute_RatiosThatAddUpToMoreThanOne_AreCappedAtWhatIsLeft()
    {
        var invoice = Invoice(TaxRounding.Line, Rate(0.2m), Four);
        var first = Computed(invoice, [], new CreditScope.OfRatio(new CreditRatio(3m, 5m))).Amounts;
        var second = Computed(invoice, [first], new CreditScope.OfRatio(new CreditRatio(3m, 5m)));
        Assert.Equal((invoice.Total - first.Total, true), (second.Amounts.Total, second.IsLast));
        Assert.Equal(invoice.Total, Computed(invoice, [], new CreditScope.OfRatio(new CreditRatio(7m, 5m))).Amounts.Total);
    }

    [Theory]
    [InlineData("0.01")]
    [InlineData("50")]
    [InlineData("334.98")]
    public void Compute_AmountOfTheTotal_IsCreditedToTheCent(string text)
    {
        var amount = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        var invoice = Invoice(TaxRounding.Total, Rate(0.2m), Four);
        var first = Computed(invoice, [], new CreditScope.OfTotal(amount)).Amounts;
        Assert.Equal(amount, first.Total);
        Assert.Equal(invoice.Total - amount, Computed(invoice, [first], new CreditScope.Rest()).Amounts.Total);
    }

    [Fact]
    public void Compute_LineWithACoupon_TakesTheCouponsShareBack()
    {
        var invoice = Invoice(TaxRounding.Line, Rate(0.1m), [new(100m, Discount: 10m), new(50m)]);
        var half = Computed(invoice, [], new CreditScope.ByLine([new LineCredit(1, 50m)])).Amounts;
        Assert.Equal((50m, 5m, 4.50m, 49.50m), (half.Lines[0].Amount, half.Lines[0].Discount, half.TaxTotal, half.Total));
    }

    [Fact]
    public void Compute_PrepaidCredits_ComeBackLastInFirstOutBeforeMoney()
    {
        var invoice = Invoice(TaxRounding.Line, Rate(0m), [new(100m)], [new("g1", "First", 30m), new("g2", "Second", 20m)]);
        var first = Computed(invoice, [], new CreditScope.OfTotal(25m)).Amounts;
        Assert.Equal([("g2", 20m), ("g1", 5m)], first.Credits.Select(credit => (credit.GrantId, credit.Amount)));
        var rest = Computed(invoice, [first], new CreditScope.Rest()).Amounts;
        Assert.Equal(("g1", 25m, 50m), (rest.Credits[0].GrantId, rest.CreditsReturned, rest.AmountOff));
    }

    [Fact]
    public void Compute_CorrectionBelowZero_IsTakenBackWithItsSign()
    {
        var invoice = Invoice(TaxRounding.Line, Rate(0.2m), [new(100m), new(-30m)]);
        var correction = Computed(invoice, [], new CreditScope.ByLine([new LineCredit(2, -10m)])).Amounts;
        Assert.Equal(-12m, correction.Total);
        var rest = Computed(invoice, [correction], new CreditScope.Rest());
        Assert.Equal((96m, true), (rest.Amounts.Total, rest.IsLast));
    }

    [Fact]
    public void Compute_InvoiceOfNothing_IsTakenBackOnce()
    {
        var invoice = Invoice(TaxRounding.Line, Rate(0.2m), [new(0m)]);
        var note = Computed(invoice, [], new CreditScope.Rest());
        Assert.Equal((0m, true), (note.Amounts.Total, note.IsLast));
        Assert.IsType<CreditComputation.NothingLeft>(CreditNoteArithmetic.Compute(invoice, [note.Amounts], new CreditScope.Rest()));
    }

    [Theory]
    [InlineData(9, "1", "unknown-line")]
    [InlineData(1, "0", "wrong-sign")]
    [InlineData(1, "-1", "wrong-sign")]
    [InlineData(1, "1.001", "below-minor-unit")]
    public void Compute_NonsenseOnALine_NamesTheFieldAndTheRule(int line, string amount, string code)
    {
        var invoice = Invoice(TaxRounding.Line, Rate(0.2m), Four);
        var invalid = Assert.IsType<CreditComputation.Invalid>(CreditNoteArithmetic.Compute(
            invoice, [], new CreditScope.ByLine([new LineCredit(line, decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture))])));
        Assert.Equal(code, invalid.Issues[0].Code);
        Assert.StartsWith("lines[0].", invalid.Issues[0].Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_MoreThanIsLeft_IsRefused()
    {
        var invoice = Invoice(TaxRounding.Line, Rate(0.2m), Four);
        Assert.IsType<CreditComputation.AboveLeft>(CreditNoteArithmetic.Compute(invoice, [], new CreditScope.OfTotal(invoice.Total + 0.01m)));
        Assert.IsType<CreditComputation.AboveLeft>(CreditNoteArithmetic.Compute(invoice, [], new CreditScope.ByLine([new LineCredit(1, 68.34m)])));
    }

    private static CreditComputation.Computed Computed(Invoice invoice, IEnumerable<CreditNoteAmounts> before, CreditScope scope) =>
        Assert.IsType<CreditComputation.Computed>(CreditNoteArithmetic.Compute(invoice, before, scope));
}
