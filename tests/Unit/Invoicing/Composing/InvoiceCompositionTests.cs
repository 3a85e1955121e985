using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Rating;
using static RevenueFunctions.Tests.Unit.Invoicing.Composing.CompositionBench;

namespace RevenueFunctions.Tests.Unit.Invoicing.Composing;

/// <summary>Charges, minimum spend, coupons, tax, credits: in this order, and every figure adds up by hand.</summary>
public class InvoiceCompositionTests
{
    [Fact]
    public void Compose_Case45_CouponIsSharedBeforeTaxes()
    {
        ImmutableArray<InvoiceLine> lines = [Line(1, 100m, taxClass: "ten"), Line(2, 50m, taxClass: "zero"), Line(3, 30m, taxClass: "twenty"), Line(4, 20m, taxClass: "twenty")];
        var table = new TaxTable("X", [new("ten", "10 %", 0.1m), new("zero", "0 %", 0m), new("twenty", "20 %", 0.2m)]);
        var invoice = Compose(Terms(Off("welcome", 10m)), lines, table);
        Assert.Equal([5m, 2.5m, 1.5m, 1m], invoice.Lines.Select(line => line.Discount));
        Assert.Equal((190m, 19m, 209m), (invoice.Subtotal, invoice.TaxTotal, invoice.Total));
    }

    [Fact]
    public void Compose_CouponsInOrder_ApplyToWhatTheOnesBeforeLeft()
    {
        var percentFirst = Compose(Terms(Percent("tenth", 10m), Off("ten", 10m)), Lines(100m));
        var amountFirst = Compose(Terms(Off("ten", 10m), Percent("tenth", 10m)), Lines(100m));
        Assert.Equal((80m, 81m), (percentFirst.Total, amountFirst.Total));
        Assert.Equal([("ten", 10m), ("tenth", 9m)], amountFirst.Coupons.Select(coupon => (coupon.Key, coupon.Amount)));
    }

    [Fact]
    public void Compose_PercentageOfManyLines_IsRoundedOnceAndNoCentIsLost()
    {
        // A tenth of each 0.05 would round to 0.01: 0.30 of 1.50 instead of 0.15.
        var invoice = Compose(Terms(Percent("tenth", 10m)), Lines([.. Enumerable.Repeat(0.05m, 30)]));
        Assert.Equal((0.15m, 1.35m), (Assert.Single(invoice.Coupons).Amount, invoice.Total));
        Assert.Equal(0.15m, invoice.Lines.Sum(line => line.Discount));
        Assert.All(invoice.Lines, line => Assert.InRange(line.Discount, 0m, 0.01m));
    }

    [Fact]
    public void Compose_CouponAboveTheInvoice_TakesAllAndNotMore()
    {
        var invoice = Compose(Terms(Off("large", 500m), Percent("after", 50m)), Lines(30m, 20m));
        Assert.Equal((0m, 50m), (invoice.Total, Assert.Single(invoice.Coupons).Amount));
    }

    [Fact]
    public void Compose_CouponOfOneProduct_LeavesTheOthers()
    {
        var invoice = Compose(Terms(Percent("half", 50m, "storage")), [Line(1, 100m), Line(2, 10m, "storage")]);
        Assert.Equal([0m, 5m], invoice.Lines.Select(line => line.Discount));
    }

    [Fact]
    public void Compose_CorrectionBelowZero_LowersTheBaseAndIsGivenNoDiscount()
    {
        var invoice = Compose(Terms(Percent("tenth", 10m)), [Line(1, 100m), Line(2, -20m, kind: LineKind.Correction)]);
        Assert.Equal([8m, 0m], invoice.Lines.Select(line => line.Discount));
        Assert.Equal(72m, invoice.Total);
    }

    [Theory]
    [InlineData("35: 25 of 28 days", 10, 8, 25, 28, "0.93")]
    [InlineData("36: 24 of 31 days", 50, 0, 24, 31, "38.71")]
    [InlineData("whole period", 50, 20, 31, 31, "30")]
    [InlineData("reached", 50, 50, 31, 31, "0")]
    public void Compose_MinimumSpend_IsProratedRoundedAndThenCompared(string name, int minimum, int charged, int days, int of, string trueUp)
    {
        var period = new BillingPeriod("p", Start, Start.AddDays(of));
        var terms = new CompositionTerms("EUR", period, new MinimumSpend(minimum), new Coverage(CompositionBench.Account, period, period.End.AddDays(-days), period.End));
        var invoice = Compose(terms, charged == 0 ? [] : Lines(charged));
        var added = invoice.Lines.Where(line => line.Kind == LineKind.MinimumSpend).Sum(line => line.Amount);
        Assert.True(added == decimal.Parse(trueUp, CultureInfo.InvariantCulture), $"{name}: {added}");
        Assert.All(invoice.Lines, line => Assert.True(line.Kind != LineKind.MinimumSpend || line.Derivation.Steps.Sum(step => step.Amount) == line.Amount));
    }

    [Fact]
    public void Compose_LinesOfEarlierPeriods_DoNotReachThisPeriodsMinimum()
    {
        var terms = Terms() with { MinimumSpend = new MinimumSpend(100m) };
        var invoice = Compose(terms, [Line(1, 60m), Line(2, 70m, kind: LineKind.LateUsage)]);
        Assert.Equal((40m, 170m), (invoice.Lines[2].Amount, invoice.Total));
    }

    [Fact]
    public void Compose_InclusivePrices_KeepWhatTheCustomerPays()
    {
        var table = new TaxTable("X", [new("standard", "19 %", 0.19m)], Inclusive: true);
        var invoice = Compose(Terms(Off("ten", 10m)), Lines(119m, 50m, 0.99m), table);
        Assert.Equal(159.99m, invoice.Total);
        Assert.Equal(invoice.Subtotal, invoice.Lines.Sum(line => line.Amount) - invoice.Coupons.Sum(coupon => coupon.Amount));
        Assert.Equal([119m, 50m, 0.99m], invoice.Lines.Select(line => line.Amount + line.IncludedTax));
        Assert.Equal(invoice.Lines.Sum(line => line.Discount), invoice.Coupons.Sum(coupon => coupon.Amount));
        Assert.Equal(invoice.TaxTotal, invoice.LineTaxes.Sum());
    }

    [Fact]
    public void Compose_Credits_PayAfterTaxByPriorityAndExpiry()
    {
        var table = new TaxTable("X", [new("standard", "20 %", 0.2m)]);
        var invoice = Compose(
            Terms(), Lines(100m), table, Credit("late", 30m, 1), Credit("soon", 30m, 1, March.End.AddDays(5)), Credit("first", 20m, 0), Credit("last", 500m, 9), Credit("expired", 99m, 0, March.End.AddTicks(-1)));
        Assert.Equal([("first", 20m), ("soon", 30m), ("late", 30m), ("last", 40m)], invoice.Credits.Select(credit => (credit.GrantId, credit.Amount)));
        Assert.Equal((120m, 0m), (invoice.Total, invoice.AmountDue));
    }

    [Fact]
    public void Compose_CreditOfOneProduct_PaysItsLinesOnly()
    {
        var invoice = Compose(Terms(), [Line(1, 10m, "storage"), Line(2, 90m)], null, Credit("storage", 50m, 0, null, "storage"), Credit("any", 5m));
        Assert.Equal([("storage", 10m), ("any", 5m)], invoice.Credits.Select(credit => (credit.GrantId, credit.Amount)));
    }

    [Fact]
    public void Compose_TotalBelowZero_DrawsNothing() =>
        Assert.Empty(Compose(Terms(), [Line(1, 10m), Line(2, -20m, kind: LineKind.Correction)], null, Credit("any", 50m)).Credits);

    [Fact]
    public void Compose_CreditOfAnotherCurrency_StaysWhereItIs()
    {
        var foreign = Credit("usd", 50m);
        Assert.Empty(Compose(Terms(), Lines(10m), null, foreign with { Grant = foreign.Grant with { Currency = "USD" } }).Credits);
    }

    [Fact]
    public void Compose_TenThousandLines_AddsUpToTheCent()
    {
        ImmutableArray<InvoiceLine> lines = [.. Enumerable.Range(1, 10_000).Select(number => Line(number, number % 977 / 100m, $"p{number % 7}"))];
        var terms = Terms(Percent("tenth", 10m), Off("ten", 10m, "p1", "p2"), Percent("third", 33.3333m, "p3")) with { MinimumSpend = new MinimumSpend(1_000_000m) };
        var table = new TaxTable("X", [new("standard", "State", 0.0625m), new("standard", "County", 0.0125m)], TaxRounding.Total);
        var invoice = Compose(terms, lines, table, Credit("a", 1_000m), Credit("b", 1_000m, 2, null, "p4"));
        Assert.Equal(1_000_000m, invoice.Lines.Sum(line => line.Amount));
        Assert.Equal(invoice.Coupons.Sum(coupon => coupon.Amount), invoice.Lines.Sum(line => line.Discount));
        Assert.Equal((invoice.TaxTotal, Currencies.Round(new Money(invoice.Subtotal * 0.075m, "EUR")).Amount), (invoice.LineTaxes.Sum(), invoice.TaxTotal));
        Assert.Equal(["a", "b"], invoice.Credits.Select(credit => credit.GrantId));
    }
}
