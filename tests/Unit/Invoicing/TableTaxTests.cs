using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Tests.Unit.Invoicing;

/// <summary>Tax by jurisdiction and class, rounded where the jurisdiction says.</summary>
public class TableTaxTests
{
    private static readonly DateTimeOffset Point = new(2026, 3, 31, 23, 0, 0, TimeSpan.Zero);
    private static readonly ImmutableArray<TaxRate> TenPercent = [new TaxRate("standard", "Tax", 0.1m)];

    [Theory]
    [InlineData("47: Xero, per line", TaxRounding.Line, "0.15", "25.06 25.61 25.63", "11.44")]
    [InlineData("47: Xero, on the total", TaxRounding.Total, "0.15", "25.06 25.61 25.63", "11.45")]
    [InlineData("48: Lago, on the total", TaxRounding.Total, "0.20", "68.33 68.33 57.50 85.00", "55.83")]
    [InlineData("48: Lago, per line", TaxRounding.Line, "0.20", "68.33 68.33 57.50 85.00", "55.84")]
    [InlineData("a credit line", TaxRounding.Line, "0.19", "10.00 -0.50", "1.80")]
    public void Compute_RoundingScope_DecidesTheCent(string name, TaxRounding rounding, string rate, string amounts, string tax)
    {
        var taxed = Taxed([new TaxTable("X", [new TaxRate("standard", "Tax", Number(rate))], rounding)], [.. amounts.Split(' ').Select(amount => ("standard", Number(amount)))]);
        var row = Assert.Single(taxed.Taxes);
        Assert.True(row.Amount == Number(tax), $"{name}: {row.Amount}");
        Assert.Equal(row.Amount, taxed.Lines.Sum(line => line.Tax));
    }

    [Fact]
    public void Compute_SeveralClasses_TaxesEachAtItsRate()
    {
        var taxed = Taxed([new TaxTable("X", [new("standard", "19 %", 0.19m), new("reduced", "7 %", 0.07m)])], ("standard", 100m), ("reduced", 50m), ("standard", 1m));
        Assert.Equal([("reduced", 50m, 3.5m), ("standard", 101m, 19.19m)], taxed.Taxes.Select(tax => (tax.TaxClass, tax.Base, tax.Amount)));
        Assert.Equal([19m, 3.5m, 0.19m], taxed.Lines.Select(line => line.Tax));
    }

    [Theory]
    [InlineData(TaxRounding.Line, "0.07 0.04")]
    [InlineData(TaxRounding.Rate, "0.07 0.04")]
    [InlineData(TaxRounding.Total, "0.06 0.04")]
    public void Compute_StateAndCounty_AreRatesOfOneClass(TaxRounding rounding, string amounts)
    {
        // 0.0650 and 0.0375: rounded by themselves 0.11 together, rounded once 0.10. The state's was moved most by its own rounding.
        var taxed = Taxed([new TaxTable("X", [new("standard", "State", 0.065m), new("standard", "County", 0.0375m)], rounding)], ("standard", 1m));
        Assert.Equal(amounts.Split(' ').Select(Number), taxed.Taxes.Select(tax => tax.Amount));
        Assert.Equal(taxed.Taxes.Sum(tax => tax.Amount), Assert.Single(taxed.Lines).Tax);
    }

    [Fact]
    public void Compute_InclusivePrice_TakesTheTaxOut()
    {
        var taxed = Taxed([new TaxTable("X", [new("standard", "19 %", 0.19m)], Inclusive: true)], ("standard", 119m), ("standard", 10m));
        Assert.Equal([19m, 1.60m], taxed.Lines.Select(line => line.Tax));
        Assert.All(taxed.Lines, line => Assert.True(line.IsIncluded));
        Assert.Equal((108.40m, 20.60m), (taxed.Taxes[0].Base, taxed.Taxes[0].Amount));
    }

    [Fact]
    public void Compute_DatedVersions_TaxByTheOneInForceAtEachTaxPoint()
    {
        ImmutableArray<TaxTable> versions =
            [new TaxTable("X", [new("standard", "16 %", 0.16m)]), new TaxTable("X", [new("standard", "19 %", 0.19m)], Version: 2, EffectiveFrom: Point.AddHours(1))];
        var outcome = TableTax.Compute(Request(null, new TaxableLine(1, "p", "standard", 100m, Point), new TaxableLine(2, "p", "standard", 100m, Point.AddHours(1))), versions);
        Assert.Equal([16m, 19m], Assert.IsType<TaxOutcome.Taxed>(outcome).Taxes.Select(tax => tax.Amount));
    }

    [Fact]
    public void Compute_ReverseCharge_TaxesNothingAndSaysWhy()
    {
        var outcome = TableTax.Compute(Request(new TaxProfile("FR40303265045", ReverseCharge: true), new TaxableLine(1, "p", "standard", 100m, Point)), [new TaxTable("X", TenPercent, ReverseChargeNote: "Autoliquidation.")]);
        var taxed = Assert.IsType<TaxOutcome.Taxed>(outcome);
        Assert.Equal((0m, 100m, TaxTreatment.ReverseCharge), (taxed.Taxes[0].Amount, taxed.Taxes[0].Base, taxed.Taxes[0].Treatment));
        Assert.Equal(["Autoliquidation. Tax id of the recipient: FR40303265045."], taxed.Notes);
    }

    [Fact]
    public void Compute_ExemptionThatEnded_TaxesWhatCameAfter()
    {
        var profile = new TaxProfile(Exemption: new TaxExemption("Public hospital", "C-7", To: Point));
        var taxed = Assert.IsType<TaxOutcome.Taxed>(TableTax.Compute(
            Request(profile, new TaxableLine(1, "p", "standard", 100m, Point.AddDays(-1)), new TaxableLine(2, "p", "standard", 100m, Point)), [new TaxTable("X", TenPercent)]));
        Assert.Equal([0m, 10m], taxed.Lines.Select(line => line.Tax));
        Assert.Equal(["Exempt from tax: Public hospital (certificate C-7)."], taxed.Notes);
    }

    [Fact]
    public void Compute_ClassWithoutARate_IsAnOutcomeAndNoTaxOfZero() => Assert.Equal(
        ["books"], Assert.IsType<TaxOutcome.UnknownTaxClasses>(Compute([new TaxTable("X", TenPercent)], ("standard", 1m), ("books", 1m))).TaxClasses);

    [Fact]
    public void Compute_NoTable_IsAnOutcome() => Assert.Equal("X", Assert.IsType<TaxOutcome.UnknownJurisdiction>(Compute([], ("standard", 1m))).Jurisdiction);

    [Fact]
    public void Compute_NoVersionInForceYet_IsAnOutcome() => Assert.Equal(
        Point, Assert.IsType<TaxOutcome.NotInForce>(Compute([new TaxTable("X", TenPercent, EffectiveFrom: Point.AddTicks(1))], ("standard", 1m))).TaxPoint);

    [Fact]
    public void Compute_CurrencyWithoutMinorUnit_RoundsToWholeOnes()
    {
        var outcome = TableTax.Compute(Request(null, new TaxableLine(1, "p", "standard", 105m, Point)) with { Currency = "JPY" }, [new TaxTable("X", TenPercent)]);
        Assert.Equal(11m, Assert.Single(Assert.IsType<TaxOutcome.Taxed>(outcome).Taxes).Amount);
    }

    private static TaxOutcome.Taxed Taxed(ImmutableArray<TaxTable> versions, params (string TaxClass, decimal Amount)[] lines) => Assert.IsType<TaxOutcome.Taxed>(Compute(versions, lines));

    private static TaxOutcome Compute(ImmutableArray<TaxTable> versions, params (string TaxClass, decimal Amount)[] lines) =>
        TableTax.Compute(Request(null, [.. lines.Select((line, at) => new TaxableLine(at + 1, "p", line.TaxClass, line.Amount, Point))]), versions);

    private static TaxRequest Request(TaxProfile? profile, params ImmutableArray<TaxableLine> lines) =>
        new("a:20260301", "EUR", new TaxParty("e", "E", "X"), new TaxParty("a", "A", "X", profile?.TaxId), profile, lines);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
