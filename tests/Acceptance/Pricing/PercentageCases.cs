using static RevenueFunctions.Tests.Acceptance.Pricing.PricingCase;

namespace RevenueFunctions.Tests.Acceptance.Pricing;

/// <summary>Percentages of transactions and of totals: the numbers of Lago's own tests.</summary>
internal static class PercentageCases
{
    private const string Clamped = "\"model\":\"percentage\",\"rate\":\"2.99\",\"perTransactionMinimum\":\"1.75\",\"perTransactionMaximum\":\"12\"";
    private const string Bands = """{"model":"graduatedPercentage","tiers":[{"upTo":10,"rate":1,"flatAmount":200},{"upTo":20,"rate":2,"flatAmount":300},{"rate":3,"flatAmount":400}]}""";

    /// <summary>All of them.</summary>
    public static readonly PricingCase[] All =
    [
        OfEvents("LG percentage, nothing free", """{"model":"percentage","rate":"1.3","fixedFee":"2"}""", "50 100 250 400", "18.4"),
        OfEvents("LG percentage, three events free", """{"model":"percentage","rate":"1.3","fixedFee":"2","freeEvents":3}""", "50 100 250 400", "7.2"),
        OfEvents("LG percentage, both limits, the amount ends first", """{"model":"percentage","rate":"1.3","fixedFee":"2","freeAmount":"250","freeEvents":3}""", "50 100 250 400", "11.15"),
        OfEvents("LG percentage, both limits, the events end first", """{"model":"percentage","rate":"1.3","fixedFee":"2","freeAmount":"500","freeEvents":3}""", "50 100 250 400", "7.2"),
        OfEvents("LG percentage, more events free than there are", """{"model":"percentage","rate":"1.3","fixedFee":"2","freeEvents":5}""", "50 100 150 100", "0"),
        OfEvents("LG percentage, a fixed fee alone", """{"model":"percentage","rate":"0","fixedFee":"2"}""", "50 100 250 400", "8"),
        OfEvents("LG percentage, no events", """{"model":"percentage","rate":"1.3","fixedFee":"2"}""", "", "0"),
        Of("LG percentage, quantities are events", """{"model":"percentage","rate":"1.3","fixedFee":"2"}""", "800 0", "12.4 0"),
        Of("LG percentage, a small amount", """{"model":"percentage","rate":"2.9"}""", "4", "0.12") with { Expected = ["results[].unroundedAmount = 0.116", "results[].amount = 0.12"] },
        OfEvents("LG percentage, no clamps", """{"model":"percentage","rate":"2.99"}""", "10 80 10000", "301.69"),
        OfEvents("LG percentage, clamps on paid events only", "{" + Clamped + ",\"freeEvents\":2}", "10 80 10000", "12"),
        OfEvents("LG percentage, clamped after the free amount", "{" + Clamped + ",\"freeAmount\":\"30\"}", "10 80 10000", "13.79"),
        OfEvents("LG percentage, clamped after both limits", "{" + Clamped + ",\"freeAmount\":\"10000\",\"freeEvents\":3}", "10 80 10000", "2.69"),
        OfEvents("percentage, an event that ends the free amount exactly is free", """{"model":"percentage","rate":"10","fixedFee":"1","freeAmount":"150"}""", "50 100 10", "2"),
        new("percentage, the amount of the event and not its units", """{"currency":"EUR","price":{"model":"percentage","rate":"1.5","fixedFee":"0.3"},"events":[{"quantity":"1","amount":"200"},{"quantity":"7","amount":"10"}]}""", "results[].amount = 3.75"),
        new("percentage, an event of amount zero pays the fixed fee", """{"currency":"EUR","price":{"model":"percentage","rate":"1.5","fixedFee":"0.3"},"events":[{"quantity":"1","amount":"0"}]}""", "results[].amount = 0.3"),
        Of("LG graduated percentage", Bands, "0 1 10 11 12 21", "200 200.01 200.1 500.12 500.14 900.33"),
        Of("LG graduated percentage, first band of a hundredth without a fee", """{"model":"graduatedPercentage","tiers":[{"upTo":"0.01","rate":0},{"upTo":10,"rate":1,"flatAmount":200},{"rate":2,"flatAmount":300}]}""", "0", "0"),
        OfEvents("graduated percentage, of the total of the events", Bands, "5 6 10", "900.33"),
        Of("graduated percentage, no fee at zero where the price says so", """{"model":"graduatedPercentage","tiers":[{"upTo":200,"rate":1,"flatAmount":2},{"rate":"0.5"}],"firstFlatFeeAtZero":false}""", "0 200 300", "0 4 4.5"),
    ];
}
