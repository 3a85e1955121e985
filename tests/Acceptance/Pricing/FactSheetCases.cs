using static RevenueFunctions.Tests.Acceptance.Pricing.PricingCase;

namespace RevenueFunctions.Tests.Acceptance.Pricing;

/// <summary>The worked cases of the fact sheet, by their numbers on it.</summary>
internal static class FactSheetCases
{
    private const string OpenMeterGraduated = """{"model":"graduated","tiers":[{"upTo":5,"flatAmount":100},{"upTo":10,"flatAmount":50},{"upTo":15,"unitAmount":10},{"unitAmount":5}]}""";
    private const string OpenMeterVolume = """{"model":"volume","tiers":[{"upTo":5,"flatAmount":100},{"upTo":10,"flatAmount":150},{"upTo":15,"unitAmount":10},{"unitAmount":5}]}""";
    private const string StripeTiers = """[{"upTo":5,"unitAmount":7},{"upTo":10,"unitAmount":"6.5"},{"unitAmount":6}]""";

    /// <summary>All of them.</summary>
    public static readonly PricingCase[] All =
    [
        Of("1 graduated, flat fees of three bands", """{"model":"graduated","tiers":[{"upTo":"10","unitAmount":"10","flatAmount":"2"},{"upTo":"20","unitAmount":"5","flatAmount":"3"},{"unitAmount":"5","flatAmount":"3"}]}""", "0 1 10 11 12 21", "2 12 102 110 115 163"),
        Of("3 graduated, flat fees before unit prices", OpenMeterGraduated, "0 5 5.001 12 22", "100 100 150 170 235"),
        Of("4 graduated, unit prices only", """{"model":"graduated","tiers":""" + StripeTiers + "}", "6 20 25", "41.50 127.50 157.50"),
        Of("5 volume, the same bands", """{"model":"volume","tiers":""" + StripeTiers + "}", "6 20 25", "39 120 150"),
        Of("6 volume with flat fees, a decimal quantity", """{"model":"volume","tiers":[{"upTo":100,"unitAmount":2,"flatAmount":10},{"upTo":200,"unitAmount":1},{"unitAmount":"0.5","flatAmount":50}]}""", "0 100 100.5 200 300", "10 210 100.5 200 200"),
        Of("7 volume, flat fees before unit prices", OpenMeterVolume, "0 7 15 16", "100 150 150 80"),
        new("9 volume with a minimum, true-up of 50", $$"""{"currency":"EUR","price":{{OpenMeterVolume[..^1]}},"minimum":"150"},"quantities":["5"]}""", "results[].amount = 150", "results[0].steps[].amount = 100 50"),
        Of("10 package, no free units", """{"model":"package","amount":100,"size":10}""", "121", "1300"),
        Of("10 package, 10 free units", """{"model":"package","amount":100,"size":10,"freeUnits":10}""", "121", "1200"),
        Of("10 package, more free units than used", """{"model":"package","amount":100,"size":10,"freeUnits":200}""", "121", "0"),
        AfterBilled("11 package over a split period", """{"model":"package","amount":15,"size":10}""", "\"quantity\":\"17\"", "5", "15"),
        Of("13 package, rounded up", """{"model":"package","amount":1,"size":100}""", "250 50", "3 1"),
        Of("13 package, rounded down", """{"model":"package","amount":1,"size":100,"rounding":"down"}""", "250 50", "2 0"),
        OfEvents("14 percentage, 250 free", """{"model":"percentage","rate":"1.3","fixedFee":"2","freeAmount":"250"}""", "50 100 250 400", "11.15"),
        OfEvents("14 percentage, two of four events free", """{"model":"percentage","rate":"1.3","fixedFee":"2","freeEvents":2}""", "150 100 150 400", "11.15"),
        new("15 percentage between minimum and maximum", """{"currency":"EUR","price":{"model":"percentage","rate":"2.99","perTransactionMinimum":"1.75","perTransactionMaximum":"12"},"events":[{"quantity":"10"},{"quantity":"80"},{"quantity":"10000"}]}""", "results[].unroundedAmount = 16.142", "results[].amount = 16.14"),
        new("15 the same with a fixed fee", """{"currency":"EUR","price":{"model":"percentage","rate":"2.99","fixedFee":"2","perTransactionMinimum":"1.75","perTransactionMaximum":"12"},"events":[{"quantity":"10"},{"quantity":"80"},{"quantity":"10000"}]}""", "results[].unroundedAmount = 18.691", "results[].amount = 18.69"),
        Of("17 dynamic", """{"model":"dynamic","multiplier":"1.33333"}""", "10", "13.33"),
        AfterBilled("17 dynamic, 50 after 70", """{"model":"dynamic","multiplier":"1.33333"}""", "\"quantity\":\"70\",\"amount\":\"93.33\"", "50", "66.67"),
        AfterBilled("17 dynamic, 50 after 70, capped at 100", """{"model":"dynamic","multiplier":"1.33333","maximum":"100"}""", "\"quantity\":\"70\",\"amount\":\"93.33\"", "50", "6.67"),
        AfterBilled("18 unit price, half off, capped, 35 billed before", """{"model":"perUnit","unitAmount":"10","discountPercent":"50","maximum":"100"}""", "\"quantity\":\"7\",\"amount\":\"35\"", "20", "65"),
        Of("19 by thousands, rounded up", """{"model":"perUnit","unitAmount":"10","conversion":{"multiply":"1","divideBy":"1000"},"rounding":{"mode":"ceil"}}""", "1400", "20"),
        Of("19 the same with a usage discount", """{"model":"perUnit","unitAmount":"10","conversion":{"multiply":"1","divideBy":"1000"},"rounding":{"mode":"ceil"},"usageDiscount":"0.5"}""", "1400", "15"),
        Of("21 blocks, all tiers, of one unit", """{"model":"block","mode":"allTiers","tiers":[{"blockSize":"1","amount":"1.5","maxBlocks":"10"},{"blockSize":"1","amount":"1","maxBlocks":"100"},{"blockSize":"1","amount":"0.5","maxBlocks":"1000"}]}""", "111", "115.5"),
        Of("23 blocks, all tiers, of 100 and 1000 units", """{"model":"block","mode":"allTiers","tiers":[{"blockSize":"100","amount":"1","maxBlocks":"10"},{"blockSize":"1000","amount":"1","maxBlocks":"100"}]}""", "5325", "15"),
        OfInvoice("25 blocks of minutes and of megabytes", """{"key":"minutes","price":{"model":"block","mode":"allTiers","tiers":[{"blockSize":"10","amount":"1","maxBlocks":"100"},{"blockSize":"10","amount":"0.5"}]},"quantity":"1500"},{"key":"megabytes","price":{"model":"block","mode":"allTiers","tiers":[{"blockSize":"1","amount":"0.5","maxBlocks":"1024"},{"blockSize":"1","amount":"0.1"}]},"quantity":"2048"}""", "", "invoice.lines[].amount = 125 614.4", "invoice.total = 739.4", "total = 739.4"),
        AfterBilled("27 late usage of blocks, 1 billed before", """{"model":"block","mode":"allTiers","tiers":[{"blockSize":"100","amount":"1","maxBlocks":"10"}]}""", "\"amount\":\"1\"", "401", "4"),
        AfterBilled("28 a fraction of a cent that was billed", """{"model":"perUnit","unitAmount":"0.067"}""", "\"amount\":\"3.69\"", "55", "0"),
        AfterBilled("29 late usage crosses into a cheaper band", """{"model":"volume","tiers":[{"upTo":15,"unitAmount":10},{"unitAmount":5}]}""", "\"quantity\":\"15\"", "1", "-70"),
        new("31 commitment by window", """{"currency":"EUR","price":{"model":"perUnit","unitAmount":"2","commitment":{"amount":"5","overageFactor":"2"}},"windows":[{"quantity":"10"},{"quantity":"1"},{"quantity":"3","price":{"model":"perUnit","unitAmount":"1","commitment":{"amount":"10","overageFactor":"2","trueUp":true}}}]}""", "results[].amount = 47"),
        Of("31 commitment, window by window", """{"model":"perUnit","unitAmount":"2","commitment":{"amount":"5","overageFactor":"2"}}""", "10 1", "35 2"),
        new("34 weighted sum over 31 days", """{"currency":"EUR","price":{"model":"perUnit","unitAmount":"1"},"aggregation":"weightedSum","coverage":{"periodFrom":"2023-08-01T00:00:00Z","periodTo":"2023-09-01T00:00:00Z","from":"2023-08-01T00:00:00Z","to":"2023-09-01T00:00:00Z"},"events":[{"quantity":"2","time":"2023-08-01T00:00:00Z"},{"quantity":"3","time":"2023-08-01T01:00:00Z"},{"quantity":"1","time":"2023-08-01T01:30:00Z"},{"quantity":"-4","time":"2023-08-01T02:00:00Z"},{"quantity":"-2","time":"2023-08-01T04:00:00Z"},{"quantity":"10","time":"2023-08-01T05:00:00Z"},{"quantity":"-10","time":"2023-08-01T05:30:00Z"}]}""", "results[].quantity = ~0.02218"),
        new("35 minimum of a charge for 25 of 28 days", $$"""{"currency":"EUR","price":{"model":"perUnit","unitAmount":"8","minimum":"10","proration":"daysEndInclusive"},"quantities":["1"],"coverage":{{Coverage("2023-02-01 2023-03-01 2023-02-01 2023-02-25T06:00:00")}}}""", "results[].amount = 8.93", "results[0].steps[].amount = 8 0.93"),
        OfInvoice("36 a fee and tax for 24 of 31 days", $$"""{"key":"fee","price":{"model":"flat","amount":"50"},"coverage":{{Coverage("2023-01-01 2023-02-01 2023-01-08T08:00:00 2023-02-01")}}}""", Tax("0.2"), "invoice.subtotal = 38.71", "invoice.total = 46.45"),
        new("38 ratio from 23 May to 15 June", $$"""{"currency":"EUR","price":{"model":"flat","amount":"1000"},"coverage":{{Coverage("2023-05-15 2023-06-15 2023-05-23 2023-06-15")}}}""", "ratio = 0.741935484", "results[].amount = 741.94"),
        new("38 the same in months of 30 days", $$"""{"currency":"EUR","price":{"model":"flat","amount":"1000","proration":"fixed30"},"coverage":{{Coverage("2023-05-15 2023-06-15 2023-05-23 2023-06-15")}}}""", "ratio = 0.733333333", "results[].amount = 733.33"),
        OfPart("41 a year's fee, cancelled after 30 days", """{"model":"flat","amount":"2399.95"}""", "2011-01-01 2012-01-01 2011-01-01 2011-01-31", "-2202.69", "\"prior\":{\"amount\":\"2399.95\"}"),
        OfPart("42 a monthly fee by the second", """{"model":"flat","amount":"20","proration":"seconds"}""", "2024-01-01 2024-02-01 2024-01-21T21:55:18 2024-02-01", "6.51"),
        OfInvoice("44 credit of 29 of 30 days with tax", Charges("200"), Tax("0.25") + ",\"creditNotes\":[{\"lines\":[{\"charge\":\"a\",\"amount\":\"193.33\"}]}]", "invoice.total = 250", "invoice.creditNotes[].subtotal = 193.33", "invoice.creditNotes[].taxTotal = 48.33", "invoice.creditNotes[].total = 241.66"),
        OfInvoice("45 a coupon over four charges of three rates", string.Join(',', Charge("a", "100", "reduced"), Charge("b", "50", "zero"), Charge("c", "30"), Charge("d", "20")), "\"coupons\":[{\"key\":\"ten\",\"amount\":\"10\"}],\"taxes\":{\"rounding\":\"line\",\"rates\":[{\"taxClass\":\"reduced\",\"name\":\"VAT\",\"rate\":\"0.1\"},{\"taxClass\":\"zero\",\"name\":\"VAT\",\"rate\":\"0\"},{\"taxClass\":\"standard\",\"name\":\"VAT\",\"rate\":\"0.2\"}]}", "invoice.lines[].discount = 5 2.5 1.5 1", "invoice.taxTotal = 19", "invoice.total = 209"),
        Of("46 three lines of a third", """{"model":"perUnit","unitAmount":"10.333333"}""", "1 1 1", "10.33 10.33 10.33"),
        new("46 the total is the sum of the rounded lines", """{"currency":"EUR","price":{"model":"perUnit","unitAmount":"10.333333"},"quantities":["1","1","1"]}""", "total = 30.99"),
        Of("46 half a yen", """{"model":"perUnit","unitAmount":"1"}""", "1023.5", "1024", currency: "JPY"),
        OfInvoice("47 tax rounded line by line", Charges("25.06 25.61 25.63"), Tax("0.15"), "invoice.taxTotal = 11.44"),
        OfInvoice("47 tax rounded once, on the total", Charges("25.06 25.61 25.63"), Tax("0.15", "total"), "invoice.taxTotal = 11.45"),
        OfInvoice("48 four notes add up to the invoice", Charges("68.33 68.33 57.50 85.00"), Tax("0.2", "total") + ",\"creditNotes\":[" + string.Join(',', "a 68.33,b 68.33,c 57.50,d 85.00".Split(',').Select(one => $$"""{"lines":[{"charge":"{{one[0]}}","amount":"{{one[2..]}}"}]}""")) + "]", "invoice.total = 334.99", "invoice.creditNotes[].total = 82 82 69 101.99"),
    ];
}
