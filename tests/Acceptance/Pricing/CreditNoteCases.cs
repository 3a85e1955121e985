using static RevenueFunctions.Tests.Acceptance.Pricing.PricingCase;

namespace RevenueFunctions.Tests.Acceptance.Pricing;

/// <summary>Credit notes: each rounds its own amounts, together they are the invoice. The numbers of Lago's own tests.</summary>
internal static class CreditNoteCases
{
    /// <summary>All of them.</summary>
    public static readonly PricingCase[] All =
    [
        Notes("LG 29 of 30 days of 160 at 25 %", "160", Tax("0.25"), "a 154.67", "193.34"),
        Notes("LG 6 of 7 days of 29.99 at 23.33 %", "29.99", Tax("0.2333"), "a 25.71", "31.71"),
        Notes("LG the greater part of 769 at 20 %, then the rest", "769", Tax("0.2"), "a 726.86|a 42.14", "872.23 50.57"),
        Notes("everything at once", "68.33 68.33 57.50 85.00", Tax("0.2", "total"), "full", "334.99"),
        Notes("a part, then everything", "68.33 68.33 57.50 85.00", Tax("0.2", "total"), "a 68.33|full", "82 252.99"),
        Notes("thirds of ten at 19 %", "10", Tax("0.19"), "a 3.33|a 3.33|a 3.34", "3.96 3.96 3.98"),
        Notes("half cents of tax in every note", "0.10", Tax("0.25"), "a 0.02|a 0.02|a 0.02|a 0.04", "0.03 0.03 0.03 0.04"),
        Notes("a note over two lines", "10 20 30", Tax("0.1"), "a 10,c 5|full", "16.5 49.5"),
        Notes("without tax", "10.05 0.95", string.Empty, "b 0.95|a 10.05", "0.95 10.05"),
        Notes("tax included in the price", "119", Tax("0.19", inclusive: true), "full", "119"),
    ];

    private static PricingCase Notes(string name, string amounts, string more, string notes, string totals)
    {
        var sent = notes.Split('|').Select(note => note == "full"
            ? """{"full":true}"""
            : $$"""{"lines":[{{string.Join(',', note.Split(',').Select(line => line.Split(' ')).Select(line => $$"""{"charge":"{{line[0]}}","amount":"{{line[1]}}"}"""))}}]}""");
        var and = more.Length == 0 ? string.Empty : more + ",";
        return OfInvoice("credited: " + name, Charges(amounts), $"{and}\"creditNotes\":[{string.Join(',', sent)}]", "invoice.creditNotes[].total = " + totals);
    }
}
