using System.Text;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Tests.Unit.Invoicing;

/// <summary>Whole invoices that are tried out: the worked cases, and requests that make no sense.</summary>
public class InvoicePreviewTests
{
    [Fact]
    public void Rate_Case36_MinimumSpendOfAPartialPeriodIsTaxed()
    {
        var invoice = Invoice("""
            {"currency":"EUR","minimumSpend":{"amount":"50"},"coverage":{"periodFrom":"2026-03-01T00:00:00Z","periodTo":"2026-04-01T00:00:00Z","from":"2026-03-08T00:00:00Z","to":"2026-04-01T00:00:00Z"},
             "taxes":{"rates":[{"taxClass":"standard","name":"VAT","rate":"0.2"}]}}
            """);
        Assert.Equal((38.71m, 7.74m, 46.45m), (invoice.MinimumSpend, invoice.TaxTotal, invoice.Total));
    }

    [Fact]
    public void Rate_Case44_CreditNoteOfARatioRoundsItsOwnAmounts()
    {
        var invoice = Invoice("""
            {"currency":"EUR","charges":[{"key":"a","amount":"200"}],"taxes":{"rates":[{"taxClass":"standard","name":"VAT","rate":"0.25"}]},"creditNotes":[{"ratio":"29/30"},{"full":true}]}
            """);
        Assert.Equal([(193.33m, 48.33m, 241.66m), (6.67m, 1.67m, 8.34m)], invoice.CreditNotes.Select(note => (note.Subtotal, note.TaxTotal, note.Total)));
    }

    [Fact]
    public void Rate_Case45_CouponIsSharedBeforeTaxes()
    {
        var invoice = Invoice("""
            {"currency":"EUR","charges":[{"key":"a","amount":"100","taxClass":"ten"},{"key":"b","amount":"50","taxClass":"zero"},{"key":"c","amount":"30","taxClass":"twenty"},{"key":"d","amount":"20","taxClass":"twenty"}],
             "coupons":[{"key":"ten","amount":"10"}],
             "taxes":{"rates":[{"taxClass":"ten","name":"10 %","rate":"0.1"},{"taxClass":"zero","name":"0 %","rate":"0"},{"taxClass":"twenty","name":"20 %","rate":"0.2"}]}}
            """);
        Assert.Equal((19m, 209m), (invoice.TaxTotal, invoice.Total));
    }

    [Theory]
    [InlineData("line", "11.44")]
    [InlineData("total", "11.45")]
    public void Rate_Case47_RoundingScopeDecidesTheCent(string rounding, string tax)
    {
        var invoice = Invoice($$"""
            {"currency":"EUR","charges":[{"key":"a","amount":"25.06"},{"key":"b","amount":"25.61"},{"key":"c","amount":"25.63"}],
             "taxes":{"rounding":"{{rounding}}","rates":[{"taxClass":"standard","name":"VAT","rate":"0.15"}]} }
            """);
        Assert.Equal(tax, invoice.TaxTotal.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Rate_Case48_TheLastCreditNoteAbsorbsTheCent()
    {
        var invoice = Invoice("""
            {"currency":"EUR","charges":[{"key":"a","amount":"68.33"},{"key":"b","amount":"68.33"},{"key":"c","amount":"57.50"},{"key":"d","amount":"85.00"}],
             "taxes":{"rounding":"total","rates":[{"taxClass":"standard","name":"VAT","rate":"0.2"}]},
             "creditNotes":[{"lines":[{"charge":"a"}]},{"lines":[{"charge":"b"}]},{"lines":[{"charge":"c"}]},{"lines":[{"charge":"d"}]}]}
            """);
        Assert.Equal(334.99m, invoice.Total);
        Assert.Equal([82m, 82m, 69m, 101.99m], invoice.CreditNotes.Select(note => note.Total));
        Assert.Equal([false, false, false, true], invoice.CreditNotes.Select(note => note.IsLast));
    }

    [Fact]
    public void Rate_ChargesOfEveryKind_ComeTogether()
    {
        var invoice = Invoice("""
            {"currency":"EUR","coverage":{"periodFrom":"2026-04-01T00:00:00Z","periodTo":"2026-05-01T00:00:00Z","from":"2026-04-16T00:00:00Z","to":"2026-05-01T00:00:00Z"},
             "charges":[{"key":"fee","product":"platform","price":{"model":"flat","amount":"40"}},{"key":"requests","product":"api","quantity":"3","price":{"model":"perUnit","unitAmount":"2"}},{"key":"setup","amount":"10"}],
             "coupons":[{"key":"half","percent":"50","products":["platform"]}],"credits":[{"key":"g","amount":"5","priority":1},{"key":"old","amount":"5","expiresAt":"2026-04-30T00:00:00Z"}],
             "taxes":{"rates":[{"taxClass":"standard","name":"VAT","rate":"0.1"}]}}
            """);
        Assert.Equal([("fee", 20m, 10m), ("requests", 6m, 0m), ("setup", 10m, 0m)], invoice.Lines.Select(line => (line.Key, line.Amount, line.Discount)));
        Assert.Equal((26m, 28.6m, 23.6m), (invoice.Subtotal, invoice.Total, invoice.AmountDue));
    }

    [Fact]
    public void Rate_PriceWithTaxes_IsAnInvoiceOfItsResults()
    {
        var invoice = Invoice("""{"currency":"EUR","price":{"model":"perUnit","unitAmount":"1"},"quantities":["10","20"],"taxes":{"inclusive":true,"rates":[{"taxClass":"standard","name":"VAT","rate":"0.2"}]}}""");
        Assert.Equal((25m, 5m, 30m), (invoice.Subtotal, invoice.TaxTotal, invoice.Total));
    }

    [Theory]
    [InlineData("""{"currency":"EUR"}""", "$", "one-of")]
    [InlineData("""{"currency":"EUR","charges":[{"key":"a","amount":"1"}],"price":{"model":"flat","amount":"1"}}""", "$", "one-of")]
    [InlineData("""{"currency":"XXX","charges":[{"key":"a","amount":"1"}]}""", "currency", "unknown-currency")]
    [InlineData("""{"currency":"EUR","charges":[{"key":"a"}]}""", "charges[0].price", "one-of")]
    [InlineData("""{"currency":"EUR","charges":[{"key":"a","amount":"1"},{"key":"a","amount":"1"}]}""", "charges[1].key", "duplicate")]
    [InlineData("""{"currency":"EUR","charges":[null]}""", "charges[0]", "null")]
    [InlineData("""{"currency":"EUR","charges":[{"key":"a","price":{"model":"volume","tiers":[]}}]}""", "charges[0].price.tiers", "empty")]
    [InlineData("""{"currency":"EUR","charges":[{"key":"a","amount":"1"}],"coupons":[{"key":"c","percent":"101"}]}""", "coupons[0].percent", "out-of-range")]
    [InlineData("""{"currency":"EUR","charges":[{"key":"a","amount":"1"}],"coupons":[{"key":"c","amount":"0.001"}]}""", "coupons[0].amount", "below-minor-unit")]
    [InlineData("""{"currency":"JPY","charges":[{"key":"a","amount":"1"}],"credits":[{"key":"g","amount":"0.5"}]}""", "credits[0].amount", "below-minor-unit")]
    [InlineData("""{"currency":"EUR","charges":[{"key":"a","amount":"1"}],"coupons":[{"key":"c","percent":"10","amount":"1"}]}""", "coupons[0].percent", "one-of")]
    [InlineData("""{"currency":"EUR","charges":[{"key":"a","amount":"1"}],"coupons":[{"key":"c","percent":"10","products":["none"]}]}""", "coupons[0].products[0]", "unknown-product")]
    [InlineData("""{"currency":"EUR","charges":[{"key":"a","amount":"1","taxClass":"books"}],"taxes":{"rates":[{"taxClass":"standard","name":"VAT","rate":"0.2"}]}}""", "taxes.rates", "no-tax-rate")]
    [InlineData("""{"currency":"EUR","charges":[{"key":"a","amount":"1"}],"taxes":{"rates":[{"taxClass":"standard","name":"VAT","rate":"20"}]}}""", "taxes.rates[0].rate", "out-of-range")]
    [InlineData("""{"currency":"EUR","charges":[{"key":"a","amount":"1"}],"credits":[{"key":"g","amount":"-1"}]}""", "credits[0].amount", "out-of-range")]
    [InlineData("""{"currency":"EUR","charges":[{"key":"a","amount":"1"}],"creditNotes":[{"lines":[{"charge":"b"}]}]}""", "creditNotes[0].lines[0].charge", "unknown-charge")]
    [InlineData("""{"currency":"EUR","charges":[{"key":"a","amount":"1"}],"creditNotes":[{"lines":[{"charge":"a","amount":"2"}]}]}""", "creditNotes[0].lines[0].amount", "above-what-is-left")]
    [InlineData("""{"currency":"EUR","charges":[{"key":"a","amount":"1"}],"creditNotes":[{"full":true},{"full":true}]}""", "creditNotes[1]", "nothing-left")]
    [InlineData("""{"currency":"EUR","charges":[{"key":"a","amount":"1"}],"minimumSpend":{"amount":"-1"}}""", "minimumSpend.amount", "out-of-range")]
    public void Rate_WrongRequest_NamesTheFieldAndTheRule(string json, string path, string code)
    {
        var (result, issues) = RatingPreview.Rate(Read(json), CatalogSnapshot.Empty);
        Assert.Null(result);
        Assert.Contains(issues, issue => (issue.Path, issue.Code) == (path, code) && issue.Remedy.Length > 0);
    }

    private static PreviewedInvoice Invoice(string json)
    {
        var (result, issues) = RatingPreview.Rate(Read(json), CatalogSnapshot.Empty);
        Assert.True(result?.Invoice is not null, string.Join(Environment.NewLine, issues));
        return result.Invoice;
    }

    private static RatingPreviewRequest Read(string json) => FabricJson.Read<RatingPreviewRequest>(Encoding.UTF8.GetBytes(json));
}
