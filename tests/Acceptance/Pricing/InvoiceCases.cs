using static RevenueFunctions.Tests.Acceptance.Pricing.PricingCase;

namespace RevenueFunctions.Tests.Acceptance.Pricing;

/// <summary>Whole invoices: rounding, minimum spend, coupons, taxes, prepaid credits. The numbers of Lago's and Flexprice's own tests.</summary>
internal static class InvoiceCases
{
    private const string ThreeRates = """ "taxes":{"rounding":"total","rates":[{"taxClass":"ten","name":"VAT","rate":"0.1"},{"taxClass":"twenty","name":"VAT","rate":"0.2"}]} """;

    /// <summary>All of them.</summary>
    public static readonly PricingCase[] All =
    [
        Rounded("FP three lines of a third", "10.333333 10.333333 10.333333", "30.99"),
        Rounded("FP a hundred in three parts", "33.333333 33.333333 33.333334", "99.99"),
        Rounded("FP cents of a cent", "0.011 0.012 0.013 0.014 0.015", "0.06"),
        Rounded("FP one large amount", "1000000.009", "1000000.01"),
        Rounded("FP yen", "100.4 200.5 300.6", "602", "JPY"),
        OfInvoice("FP fees and usage", string.Join(',', Fixed("a", "10.333"), Fixed("b", "20.666"), Fixed("c", "30.999"), Used("d", "0.101", "150"), Used("e", "0.333", "75")), string.Empty, "invoice.lines[].amount = 10.33 20.67 31 15.15 24.98", "invoice.total = 102.13"),
        MinimumSpend("FP minimum spend, true-up", "750", "1000", "250"),
        MinimumSpend("FP minimum spend, usage rounded first", "749.996", "1000", "250"),
        MinimumSpend("FP minimum spend, not a cent missing", "9.997", "10", null),
        MinimumSpend("minimum spend, more used", "12", "10", null),
        MinimumSpend("FP minimum spend in yen", "8500.5", "10000", "1499", "JPY"),
        OfInvoice("LG minimum spend, tax and credit", Used("usage", "8", "1"), "\"minimumSpend\":{\"amount\":\"8.93\"}," + Tax("0.2") + ",\"credits\":[{\"key\":\"note\",\"amount\":\"6.43\",\"priority\":1}]", "invoice.subtotal = 8.93", "invoice.taxTotal = 1.79", "invoice.total = 10.72", "invoice.amountDue = 4.29"),
        OfInvoice("LG minimum spend over two regions, tax and credit", Charges("20 50"), "\"minimumSpend\":{\"amount\":\"89.29\"}," + Tax("0.2") + ",\"credits\":[{\"key\":\"note\",\"amount\":\"6.43\",\"priority\":1}]", "invoice.taxTotal = 17.86", "invoice.total = 107.15", "invoice.amountDue = 100.72"),
        Coupons("LG a coupon of an amount", "300", """{"key":"c","amount":"12"}""", "12", "288"),
        Coupons("LG a coupon above the invoice", "6", """{"key":"c","amount":"12"}""", "6", "0"),
        Coupons("LG a coupon on nothing", "0", """{"key":"c","amount":"12"}""", string.Empty, "0"),
        Coupons("LG a coupon of a percentage", "300", """{"key":"c","percent":"20"}""", "60", "240"),
        Coupons("LG an amount, then a percentage of the rest", "100", """{"key":"c","amount":"10"},{"key":"d","percent":"20"}""", "10 18", "72"),
        Coupons("LG a percentage, then an amount", "100", """{"key":"d","percent":"20"},{"key":"c","amount":"10"}""", "20 10", "70"),
        Coupons("LG two amounts", "100", """{"key":"c","amount":"10"},{"key":"d","amount":"20"}""", "10 20", "70"),
        Coupons("LG two percentages", "100", """{"key":"c","percent":"20"},{"key":"d","percent":"15"}""", "20 12", "68"),
        Coupons("a percentage of the whole, rounded once", "10.05 10.05 10.05", """{"key":"c","percent":"10"}""", "3.02", "27.13"),
        OfInvoice("a percentage by largest remainder", Charges("10.05 10.05 10.05"), "\"coupons\":[{\"key\":\"c\",\"percent\":\"10\"}]", "invoice.lines[].discount = 1.01 1.01 1"),
        OfInvoice("LG a coupon of one product", Charges("12 75"), "\"coupons\":[{\"key\":\"c\",\"amount\":\"20\",\"products\":[\"b\"]}]", "invoice.lines[].discount = 0 20", "invoice.total = 67"),
        OfInvoice("LG three coupons over two contracts", string.Join(',', "a 10 ten,b 20 twenty,c 30 ten,d 40 ten,e 10 ten,f 20 twenty,g 30 ten,h 40 ten".Split(',').Select(one => one.Split(' ')).Select(one => Charge(one[0], one[1], one[2]))), "\"coupons\":[{\"key\":\"x\",\"amount\":\"20\",\"products\":[\"a\",\"b\"]},{\"key\":\"y\",\"amount\":\"10\",\"products\":[\"e\",\"f\",\"g\",\"h\"]},{\"key\":\"z\",\"amount\":\"5\"}]," + ThreeRates, "invoice.subtotal = 165", "invoice.taxTotal = 18.89", "invoice.total = 183.89"),
        OfInvoice("FP tax on what a coupon left", Charges("100"), "\"coupons\":[{\"key\":\"c\",\"amount\":\"10\"}]," + Tax("0.1"), "invoice.taxTotal = 9", "invoice.total = 99"),
        OfInvoice("FP tax, a coupon leaves little", Charges("100"), "\"coupons\":[{\"key\":\"c\",\"amount\":\"90\"}]," + Tax("0.1"), "invoice.taxTotal = 1", "invoice.total = 11"),
        Taxed("FP tax of a large amount", "999999.99", "0.1", "100000"),
        Taxed("FP tax below half a cent", "100", "0.00001", "0"),
        Taxed("FP tax of 12.51 per cent", "10", "0.1251", "1.25"),
        Taxed("FP tax of an eighth, half a cent", "0.20", "0.125", "0.03"),
        Taxed("no charge, no tax", "0", "0.2", "0"),
        OfInvoice("tax included in the price", Charges("119"), Tax("0.19", inclusive: true), "invoice.taxTotal = 19", "invoice.subtotal = 100", "invoice.total = 119"),
        OfInvoice("tax included, a cent that does not divide", Charges("9.99"), Tax("0.2", inclusive: true), "invoice.taxTotal = 1.67", "invoice.total = 9.99"),
        OfInvoice("tax included, after a coupon", Charges("120"), "\"coupons\":[{\"key\":\"c\",\"amount\":\"12\"}]," + Tax("0.2", inclusive: true), "invoice.taxTotal = 18", "invoice.total = 108"),
        OfInvoice("credits by priority, then by expiry", Charges("100"), "\"credits\":[{\"key\":\"late\",\"amount\":\"50\",\"priority\":1,\"expiresAt\":\"2030-02-01T00:00:00Z\"},{\"key\":\"second\",\"amount\":\"500\",\"priority\":2},{\"key\":\"soon\",\"amount\":\"30\",\"priority\":1,\"expiresAt\":\"2030-01-01T00:00:00Z\"}]", "invoice.credits[].amount = 30 50 20", "invoice.total = 100", "invoice.amountDue = 0"),
        OfInvoice("a credit pays tax as well", Charges("100"), Tax("0.2") + ",\"credits\":[{\"key\":\"g\",\"amount\":\"50\",\"priority\":1}]", "invoice.total = 120", "invoice.credits[].amount = 50", "invoice.amountDue = 70"),
        OfInvoice("a correction below zero lowers tax", Charges("100 -20"), Tax("0.2"), "invoice.taxTotal = 16", "invoice.total = 96"),
        OfInvoice("minimum spend, coupon, tax, credit in this order", Charges("60"), "\"minimumSpend\":{\"amount\":\"100\"},\"coupons\":[{\"key\":\"c\",\"percent\":\"10\"}]," + Tax("0.2") + ",\"credits\":[{\"key\":\"g\",\"amount\":\"8\",\"priority\":1}]", "invoice.subtotal = 90", "invoice.taxTotal = 18", "invoice.total = 108", "invoice.amountDue = 100"),
    ];

    private static string Fixed(string key, string amount) => $$""" {"key":"{{key}}","price":{"model":"flat","amount":"{{amount}}" } } """;

    private static string Used(string key, string unit, string quantity) => $$"""{"key":"{{key}}","price":{"model":"perUnit","unitAmount":"{{unit}}"},"quantity":"{{quantity}}"}""";

    private static PricingCase Rounded(string name, string amounts, string total, string currency = "EUR") =>
        new(name, $$"""{"currency":"{{currency}}","charges":[{{string.Join(',', amounts.Split(' ').Select((amount, at) => Used("line-" + (at + 1), amount, "1")))}}]}""", "invoice.total = " + total);

    private static PricingCase MinimumSpend(string name, string used, string minimum, string? trueUp, string currency = "EUR")
    {
        var request = $$$"""{"currency":"{{{currency}}}","charges":[{{{Used("usage", used, "1")}}}],"minimumSpend":{"amount":"{{{minimum}}}"}}""";
        return trueUp is null ? new(name, request, "invoice.lines[0].quantity = 1") : new(name, request, "invoice.lines[1].amount = " + trueUp, "invoice.total = " + minimum);
    }

    private static PricingCase Coupons(string name, string amounts, string coupons, string taken, string total) => taken.Length == 0
        ? OfInvoice(name, Charges(amounts), $"\"coupons\":[{coupons}]", "invoice.total = " + total)
        : OfInvoice(name, Charges(amounts), $"\"coupons\":[{coupons}]", "invoice.coupons[].amount = " + taken, "invoice.total = " + total);

    private static PricingCase Taxed(string name, string amount, string rate, string tax) => OfInvoice(name, Charges(amount), Tax(rate), "invoice.taxTotal = " + tax);
}
