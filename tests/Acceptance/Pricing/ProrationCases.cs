using static RevenueFunctions.Tests.Acceptance.Pricing.PricingCase;

namespace RevenueFunctions.Tests.Acceptance.Pricing;

/// <summary>Fees of a part of a period: the numbers of Kill Bill's, Lago's, OpenMeter's and Flexprice's own tests.</summary>
internal static class ProrationCases
{
    /// <summary>All of them.</summary>
    public static readonly PricingCase[] All =
    [
        Ratio("KB 23 June to 15 July", "daysHalfOpen", "2023-06-15 2023-07-15 2023-06-23 2023-07-15", "0.733333333"),
        Ratio("KB 23 February to 15 March", "daysHalfOpen", "2023-02-15 2023-03-15 2023-02-23 2023-03-15", "0.714285714"),
        Ratio("KB 23 February to 15 March of a leap year", "daysHalfOpen", "2024-02-15 2024-03-15 2024-02-23 2024-03-15", "0.724137931"),
        Ratio("KB fixed days, 23 June to 15 July", "fixed30", "2023-06-15 2023-07-15 2023-06-23 2023-07-15", "0.733333333"),
        Ratio("KB fixed days, 23 February to 15 March", "fixed30", "2023-02-15 2023-03-15 2023-02-23 2023-03-15", "0.733333333"),
        Ratio("KB fixed days, 23 February to 15 March of a leap year", "fixed30", "2024-02-15 2024-03-15 2024-02-23 2024-03-15", "0.733333333"),
        Ratio("KB fixed days, 15 to 23 May", "fixed30", "2023-05-15 2023-06-15 2023-05-15 2023-05-23", "0.266666667"),
        Ratio("seconds across a day of 23 hours", "seconds", "2026-03-28T23:00:00 2026-03-30T22:00:00 2026-03-28T23:00:00 2026-03-29T22:00:00 Europe/Berlin", "0.489361702"),
        Ratio("days across a day of 23 hours", "daysHalfOpen", "2026-03-28T23:00:00 2026-03-30T22:00:00 2026-03-28T23:00:00 2026-03-29T22:00:00 Europe/Berlin", "0.5"),
        Ratio("days across a day of 25 hours", "daysHalfOpen", "2026-10-23T22:00:00 2026-10-26T23:00:00 2026-10-24T22:00:00 2026-10-25T23:00:00 Europe/Berlin", "0.333333333"),
        Ratio("a whole leap year", "daysHalfOpen", "2024-01-01 2025-01-01 2024-01-01 2025-01-01", "1"),
        Ratio("the last day of a leap February", "daysHalfOpen", "2024-02-01 2024-03-01 2024-02-29 2024-03-01", "0.034482759"),
        Ratio("the anchor on the 31st, 14 to 28 February", "daysHalfOpen", "2026-01-31 2026-02-28 2026-02-14 2026-02-28", "0.5"),
        OfPart("LG 50 for 24 of 31 days", Fee("50"), "2023-01-01 2023-02-01 2023-01-08 2023-02-01", "38.71"),
        OfPart("LG 200 for 29 of 30 days", Fee("200"), "2025-09-18 2025-10-18 2025-09-19 2025-10-18", "193.33"),
        OfPart("LG 160 for 29 of 30 days", Fee("160"), "2025-09-18 2025-10-18 2025-09-19 2025-10-18", "154.67"),
        OfPart("LG 29.99 for 6 of 7 days", Fee("29.99"), "2025-10-06 2025-10-13 2025-10-07 2025-10-13", "25.71"),
        OfPart("19.95 for one of 30 days: multiplied before divided", Fee("19.95"), "2024-04-01 2024-05-01 2024-04-30 2024-05-01", "0.67"),
        OfPart("FP 10 for 17 of 31 days", Fee("10"), "2024-03-01 2024-04-01 2024-03-15 2024-04-01", "5.48"),
        OfPart("FP 20 for 17 of 31 days", Fee("20"), "2024-03-01 2024-04-01 2024-03-15 2024-04-01", "10.97"),
        OfPart("FP ten seats of 10 for 17 of 31 days", Fee("10"), "2024-03-01 2024-04-01 2024-03-15 2024-04-01", "54.84", "\"quantities\":[\"10\"]"),
        OfInvoice("FP five seats more from the 15th", $$$"""{"key":"old","price":{{{Fee("10")}}},"quantity":"5","coverage":{{{Coverage("2024-03-01 2024-04-01 2024-03-01 2024-03-15")}}},"prior":{"amount":"50"}},{"key":"new","price":{{{Fee("10")}}},"quantity":"10","coverage":{{{Coverage("2024-03-01 2024-04-01 2024-03-15 2024-04-01")}}}}""", "", "invoice.lines[].amount = -27.42 54.84", "invoice.total = 27.42"),
        OfInvoice("FP a cheaper plan from the 15th", $$$"""{"key":"old","price":{{{Fee("50")}}},"quantity":"2","coverage":{{{Coverage("2024-03-01 2024-04-01 2024-03-01 2024-03-15")}}},"prior":{"amount":"100"}},{"key":"new","price":{{{Fee("30")}}},"coverage":{{{Coverage("2024-03-01 2024-04-01 2024-03-15 2024-04-01")}}}}""", "", "invoice.lines[].amount = -54.84 16.45", "invoice.total = -38.39"),
        OfPart("FP cancelled on the 15th", Fee("40"), "2024-03-01 2024-04-01 2024-03-01 2024-03-15", "-21.94", "\"prior\":{\"amount\":\"40\"}"),
        OfPart("a day counts from its begin, whatever the hour", Fee("30"), "2026-04-01 2026-05-01 2026-04-30T23:00:00 2026-05-01", "1"),
        OfPart("dates are the account's", Fee("30"), "2026-03-31T22:00:00 2026-04-30T22:00:00 2026-04-29T22:30:00 2026-04-30T22:00:00 Europe/Berlin", "1"),
        OfPart("a month with a missing hour still has 31 days", Fee("31"), "2026-02-28T23:00:00 2026-03-31T22:00:00 2026-03-30T22:00:00 2026-03-31T22:00:00 Europe/Berlin", "1"),
        OfPart("by the second, half a day", Fee("30", "seconds"), "2026-04-01 2026-05-01 2026-04-30T12:00:00 2026-05-01", "0.5"),
        OfPart("nothing of the period", Fee("100"), "2026-04-01 2026-05-01 2026-04-10 2026-04-10", "0"),
        OfPart("nothing of the period, by the second", Fee("100", "seconds"), "2026-04-01 2026-05-01 2026-04-10T12:00:00 2026-04-10T12:00:00", "0"),
        OfPart("a fee in yen", Fee("1000"), "2026-04-01 2026-05-01 2026-04-01 2026-04-11", "333") with { Request = $$"""{"currency":"JPY","price":{{Fee("1000")}},"coverage":{{Coverage("2026-04-01 2026-05-01 2026-04-01 2026-04-11")}}}""" },
        new("LG minimum of 10 for 25 of 28 days, more used", $$"""{"currency":"EUR","price":{"model":"perUnit","unitAmount":"8","minimum":"10"},"quantities":["2"],"coverage":{{Coverage("2023-02-01 2023-03-01 2023-02-01 2023-02-26")}}}""", "results[].amount = 16"),
        new("LG minimum of 100 for 25 of 28 days, 70 used", $$"""{"currency":"EUR","price":{"model":"perUnit","unitAmount":"35","minimum":"100"},"quantities":["2"],"coverage":{{Coverage("2023-02-01 2023-03-01 2023-02-01 2023-02-26")}}}""", "results[].amount = 89.29", "results[0].steps[].amount = 70 19.29"),
    ];

    private static string Fee(string amount, string basis = "daysHalfOpen") => $$"""{"model":"flat","amount":"{{amount}}","proration":"{{basis}}"}""";

    private static PricingCase Ratio(string name, string basis, string part, string ratio) =>
        new(name, $$"""{"currency":"EUR","price":{{Fee("10000000", basis)}},"coverage":{{Coverage(part)}}}""", "ratio = " + ratio, "results[].amount = ~" + (decimal.Parse(ratio, System.Globalization.CultureInfo.InvariantCulture) * 10000000m).ToString("0", System.Globalization.CultureInfo.InvariantCulture));
}
