using static RevenueFunctions.Tests.Acceptance.Pricing.PricingCase;

namespace RevenueFunctions.Tests.Acceptance.Pricing;

/// <summary>Prices that see each event, and how events become a quantity: the numbers of OpenMeter's, Flexprice's and Lago's own tests.</summary>
internal static class EventCases
{
    private const string OneEach = """{"model":"perUnit","unitAmount":"1"}""";
    private const string Gauge = """{"model":"timeWeightedGraduated","readings":"changes","tiers":[{"upTo":5,"unitAmount":10,"flatAmount":100},{"unitAmount":5,"flatAmount":50}]}""";
    private const string TenCents = """[{"upTo":10,"unitAmount":"0.1"},{"upTo":20,"unitAmount":"0.05"},{"unitAmount":"0.02"}]""";

    /// <summary>All of them.</summary>
    public static readonly PricingCase[] All =
    [
        Of("OM dynamic, no usage", """{"model":"dynamic"}""", "0", "0"),
        Of("OM dynamic, a minimum without usage", """{"model":"dynamic","minimum":"100"}""", "0", "100"),
        Of("OM dynamic, a maximum that is not reached", """{"model":"dynamic","multiplier":"1.33333","maximum":"100"}""", "10", "13.33"),
        AfterBilled("OM dynamic, a thousandth each", """{"model":"dynamic","multiplier":"0.001"}""", "\"quantity\":\"333\",\"amount\":\"0.33\"", "333", "0.34"),
        AfterBilled("OM dynamic, capped after 80", """{"model":"dynamic","multiplier":"10","maximum":"100"}""", "\"quantity\":\"8\",\"amount\":\"80\"", "4", "20"),
        AfterBilled("OM dynamic, the minimum of the last slice", """{"model":"dynamic","minimum":"100"}""", "\"quantity\":\"10\",\"amount\":\"10\"", "0", "90"),
        new("dynamic, the amount in the event, whatever its units", """{"currency":"EUR","price":{"model":"dynamic"},"events":[{"quantity":"0","amount":"12.34"},{"quantity":"5","amount":"0.005"}]}""", "results[].amount = 12.35"),
        Buckets("FP bucketed, by unit", """{"model":"perUnit","unitAmount":"0.1"}""", "2 5 6 9|10", "1.9"),
        Buckets("FP bucketed, packages", """{"model":"package","amount":1,"size":10}""", "2 5 6 9|10", "2"),
        Buckets("FP bucketed, slabs", """{"model":"graduated","tiers":""" + TenCents + "}", "2 5 6 9|10 15", "2.15"),
        Buckets("FP bucketed, volume", """{"model":"volume","tiers":""" + TenCents + "}", "2 5 6 9|10 15", "1.65"),
        Buckets("FP bucketed, hours without usage", """{"model":"perUnit","unitAmount":"0.1"}""", "0|5|0", "0.5"),
        Buckets("FP bucketed, four hours of packages", """{"model":"package","amount":5,"size":100}""", "50|150|200|99", "30"),
        Buckets("FP bucketed, no usage", """{"model":"perUnit","unitAmount":"0.1"}""", "", "0"),
        Buckets("FP bucketed, the sums of the hours", """{"model":"graduated","tiers":[{"upTo":10,"unitAmount":1},{"unitAmount":2}]}""", "5 8|4", "20", ",\"aggregation\":\"sum\""),
        Buckets("bucketed, the sums of the hours by a commitment of each", """{"model":"perUnit","unitAmount":2,"commitment":{"amount":"5","overageFactor":"2"}}""", "4 6|1", "37", ",\"aggregation\":\"sum\""),
        Buckets("bucketed, the peaks of the hours priced together", """{"model":"graduated","tiers":[{"upTo":10,"unitAmount":1},{"unitAmount":2}]}""", "5 8|4", "14", ",\"priceOn\":\"total\""),
        new("bucketed, days of the account's time zone", """{"currency":"EUR","price":{"model":"bucketed","bucket":"day","price":{"model":"perUnit","unitAmount":"1"}},"events":[{"quantity":"3","time":"2026-06-10T21:30:00Z"},{"quantity":"4","time":"2026-06-10T22:30:00Z"},{"quantity":"2","time":"2026-06-11T21:30:00Z"}],"coverage":{"periodFrom":"2026-05-31T22:00:00Z","periodTo":"2026-06-30T22:00:00Z","from":"2026-05-31T22:00:00Z","to":"2026-06-30T22:00:00Z","timeZone":"Europe/Berlin"}}""", "results[].amount = 7"),
        OfReadings("LG gauge, removal within a band", Gauge, "10T00 5, 16T00 -2", "125"),
        OfReadings("LG gauge, removal across a band", Gauge, "10T00 4, 16T00 2, 25T00 -3", "180.5"),
        OfReadings("LG gauge, across a band and back", Gauge, "10T00 5, 16T00 2, 19T00 -4, 25T00 10", "190"),
        OfReadings("LG gauge, one unit for 21 of 30 days", Gauge, "10T00 1", "107"),
        OfReadings("LG gauge, one unit that fills its band", """{"model":"timeWeightedGraduated","readings":"changes","tiers":[{"upTo":1,"unitAmount":10,"flatAmount":100},{"unitAmount":5,"flatAmount":50}]}""", "10T00 1", "107"),
        OfReadings("LG gauge, one event across three bands", """{"model":"timeWeightedGraduated","readings":"changes","tiers":[{"upTo":5,"unitAmount":10,"flatAmount":100},{"upTo":15,"unitAmount":5,"flatAmount":50},{"unitAmount":2}]}""", "01T00 75", "370"),
        new("LG gauge, back to nothing", $$"""{"currency":"EUR","price":{{Gauge}},"coverage":{{Coverage("2026-05-01 2026-06-01 2026-05-01 2026-06-01")}},"events":[{"time":"2026-05-10T00:00:00Z","quantity":"1"},{"time":"2026-05-20T00:00:00Z","quantity":"4"},{"time":"2026-05-25T00:00:00Z","quantity":"1"},{"time":"2026-05-27T00:00:00Z","quantity":"-5"},{"time":"2026-05-30T00:00:00Z","quantity":"-1"}]}""", "results[].amount = 165.81"),
        new("LG gauge, no usage", $$"""{"currency":"EUR","price":{{Gauge}},"coverage":{{Coverage("2026-05-01 2026-06-01 2026-05-01 2026-06-01")}},"events":[]}""", "results[].amount = 100"),
        OfReadings("gauge, levels instead of changes", Gauge.Replace("changes", "levels", StringComparison.Ordinal), "10T00 4, 16T00 6, 25T00 3", "180.5"),
        OfReadings("LG weighted sum, one change at the start", OneEach, "01T00 1000", "1000", "\"aggregation\":\"weightedSum\""),
        OfReadings("LG weighted sum, two changes at once", OneEach, "01T00 3, 01T00 3", "6", "\"aggregation\":\"weightedSum\""),
        OfReadings("LG weighted sum, half of the month", OneEach, "16T00 7", "3.5", "\"aggregation\":\"weightedSum\""),
        OfReadings("time-weighted levels", OneEach, "01T00 4, 16T00 10", "7", "\"aggregation\":\"timeWeighted\""),
        OfEvents("no events", OneEach, "", "0"),
        OfEvents("the maximum of no events", OneEach, "", "0", "\"aggregation\":\"max\""),
        OfEvents("sum", OneEach, "1.5 2 2 -0.5", "5"),
        OfEvents("count", OneEach, "1.5 2 2 -0.5", "4", "\"aggregation\":\"count\""),
        OfEvents("min", OneEach, "1.5 2 2 -0.5", "-0.5", "\"aggregation\":\"min\""),
        OfEvents("max", OneEach, "1.5 2 2 -0.5", "2", "\"aggregation\":\"max\""),
        OfEvents("latest", OneEach, "1.5 2 2 4.5", "4.5", "\"aggregation\":\"latest\""),
        OfEvents("unique", OneEach, "1.5 2 2 4.5", "3", "\"aggregation\":\"unique\""),
        OfEvents("average", OneEach, "1.5 2 2 4.5", "2.5", "\"aggregation\":\"average\""),
    ];

    // Hours are divided by '|', the values of one by a space.
    private static PricingCase Buckets(string name, string inner, string hours, string amount, string more = "")
    {
        var events = hours.Split('|').SelectMany((values, hour) => values.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select((value, minute) => $$"""{"quantity":"{{value}}","time":"2026-03-01T{{hour:00}}:{{minute:00}}:00Z"}"""));
        return new(name, $$"""{"currency":"EUR","price":{"model":"bucketed","bucket":"hour","price":{{inner}}{{more}}},"events":[{{string.Join(',', events)}}]}""", "results[].amount = " + amount);
    }
}
