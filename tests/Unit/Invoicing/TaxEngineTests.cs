using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Tests.Unit.Invoicing;

/// <summary>Tax by jurisdiction and class, rounded where the jurisdiction says.</summary>
public class TaxEngineTests
{
    private static readonly Account Account = new("a", "A", "e", "Etc/UTC", "X");

    [Theory]
    [InlineData("47: Xero, per line", TaxRounding.Line, "0.15", "25.06 25.61 25.63", "11.44")]
    [InlineData("47: Xero, on the total", TaxRounding.Total, "0.15", "25.06 25.61 25.63", "11.45")]
    [InlineData("48: Lago, on the total", TaxRounding.Total, "0.20", "68.33 68.33 57.50 85.00", "55.83")]
    [InlineData("48: Lago, per line", TaxRounding.Line, "0.20", "68.33 68.33 57.50 85.00", "55.84")]
    [InlineData("a credit line", TaxRounding.Line, "0.19", "10.00 -0.50", "1.80")]
    public void Compute_RoundingScope_DecidesTheCent(string name, TaxRounding rounding, string rate, string amounts, string tax)
    {
        var outcome = Compute(rounding, [new TaxRate("standard", "Tax", Number(rate))], [.. amounts.Split(' ').Select(amount => Line("standard", Number(amount)))]);
        var taxed = Assert.Single(Assert.IsType<TaxOutcome.Taxed>(outcome).Taxes);
        Assert.True(taxed.Amount == Number(tax), $"{name}: {taxed.Amount}");
    }

    [Fact]
    public void Compute_SeveralClasses_TaxesEachAtItsRate()
    {
        var outcome = Compute(TaxRounding.Line, [new TaxRate("standard", "19 %", 0.19m), new TaxRate("reduced", "7 %", 0.07m)], [Line("standard", 100m), Line("reduced", 50m), Line("standard", 1m)]);
        var taxes = Assert.IsType<TaxOutcome.Taxed>(outcome).Taxes;
        Assert.Equal([("reduced", 50m, 3.5m), ("standard", 101m, 19.19m)], taxes.Select(tax => (tax.TaxClass, tax.Base, tax.Amount)));
    }

    [Fact]
    public void Compute_ClassWithoutARate_IsAnOutcomeAndNoTaxOfZero()
    {
        var outcome = Compute(TaxRounding.Line, [new TaxRate("standard", "Tax", 0.1m)], [Line("standard", 1m), Line("books", 1m)]);
        Assert.Equal(["books"], Assert.IsType<TaxOutcome.UnknownTaxClasses>(outcome).TaxClasses);
    }

    [Fact]
    public void Compute_NoTable_IsAnOutcome() =>
        Assert.Equal("X", Assert.IsType<TaxOutcome.UnknownJurisdiction>(TaxEngine.Compute(CatalogSnapshot.Empty, Account, "EUR", [Line("standard", 1m)])).Jurisdiction);

    [Fact]
    public void Compute_CurrencyWithoutMinorUnit_RoundsToWholeOnes()
    {
        var catalog = new CatalogSnapshot(new CatalogDocuments { TaxTables = [new TaxTable("X", [new TaxRate("standard", "10 %", 0.1m)])] });
        Assert.Equal(11m, Assert.Single(Assert.IsType<TaxOutcome.Taxed>(TaxEngine.Compute(catalog, Account, "JPY", [Line("standard", 105m)])).Taxes).Amount);
    }

    private static TaxOutcome Compute(TaxRounding rounding, ImmutableArray<TaxRate> rates, ImmutableArray<InvoiceLine> lines) =>
        TaxEngine.Compute(new CatalogSnapshot(new CatalogDocuments { TaxTables = [new TaxTable("X", rates, rounding)] }), Account, "EUR", lines);

    private static InvoiceLine Line(string taxClass, decimal amount) => new(
        1, "s", "c", "p", "d", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 1m, "u", amount, taxClass, new Derivation("p", 1, "flat", [], amount, []));

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
