using static RevenueFunctions.Tests.Acceptance.Pricing.PricingCase;

namespace RevenueFunctions.Tests.Acceptance.Pricing;

/// <summary>Unit prices and tiers: the numbers of OpenMeter's, Lago's, Kill Bill's and Flexprice's own tests.</summary>
internal static class TierCases
{
    private const string ThreeRates = """[{"upTo":5,"unitAmount":1},{"upTo":10,"unitAmount":2},{"unitAmount":3}]""";
    private const string Falling = """[{"upTo":10,"unitAmount":50},{"upTo":20,"unitAmount":40},{"unitAmount":30}]""";
    private const string Capacity = """{"model":"stairStep","tiers":[{"upTo":100,"flatAmount":10},{"upTo":200,"flatAmount":20},{"flatAmount":30}]}""";

    /// <summary>All of them.</summary>
    public static readonly PricingCase[] All =
    [
        Of("OM unit", """{"model":"perUnit","unitAmount":100}""", "0 10 0.001 -3", "0 1000 0.1 -300"),
        Of("FP unit, half a cent and below", """{"model":"perUnit","unitAmount":1}""", "10.278798 10.271 10.275 99.996 0.004 0.005 999999.999 -10.5 -0.005", "10.28 10.27 10.28 100 0 0.01 1000000 -10.5 -0.01"),
        Of("FP unit, yen", """{"model":"perUnit","unitAmount":"10.5"}""", "50 0.9 0.04", "525 9 0", currency: "JPY"),
        Of("FP unit, dinars of three decimals", """{"model":"perUnit","unitAmount":"0.5"}""", "123.456 0.001", "61.728 0.001", currency: "KWD"),
        Of("FP unit, a price of six decimals", """{"model":"perUnit","unitAmount":"0.003333"}""", "1000 150", "3.33 0.5"),
        Of("OM graduated, flat and unit bands", """{"model":"graduated","tiers":[{"upTo":5,"flatAmount":100},{"upTo":10,"flatAmount":50},{"upTo":15,"unitAmount":5},{"unitAmount":1}]}""", "0 5 10 12 15 22", "100 100 150 160 175 182"),
        Of("OM graduated, three rates", """{"model":"graduated","tiers":""" + ThreeRates + "}", "0 3 5 7 10 12", "0 3 5 9 15 21"),
        Of("LG graduated, first band of a hundredth without a fee", """{"model":"graduated","tiers":[{"upTo":"0.01"},{"upTo":10,"unitAmount":10,"flatAmount":2},{"unitAmount":5,"flatAmount":3}]}""", "0 0.01 0.02", "0 0 2.1"),
        Of("LG graduated, bounds below one", """{"model":"graduated","tiers":[{"upTo":"0.1","unitAmount":10},{"upTo":1,"unitAmount":5},{"unitAmount":2}]}""", "0.05 0.1 0.5 1 2", "0.5 1 3 5.5 7.5"),
        Of("FP slab, free first band", """{"model":"graduated","tiers":[{"upTo":5},{"upTo":10,"unitAmount":2},{"unitAmount":3}]}""", "3 5 7 10 11 15", "0 0 4 10 13 25"),
        Of("FP slab, flat fees", """{"model":"graduated","tiers":[{"upTo":5,"flatAmount":1},{"upTo":10,"unitAmount":1,"flatAmount":2},{"unitAmount":2}]}""", "3 7 12", "1 5 12"),
        Of("FP slab, bands of one unit", """{"model":"graduated","tiers":[{"upTo":1,"unitAmount":10},{"upTo":2,"unitAmount":20},{"unitAmount":30}]}""", "0 1 2 2.5 3", "0 10 30 45 60"),
        Of("FP slab", """{"model":"graduated","tiers":""" + Falling + "}", "5 15 25", "250 700 1050"),
        Of("graduated, no fee at zero where the price says so", """{"model":"graduated","tiers":[{"upTo":10,"unitAmount":10,"flatAmount":2},{"unitAmount":5,"flatAmount":3}],"firstFlatFeeAtZero":false}""", "0 0.1 11", "0 3 110"),
        Of("FP volume", """{"model":"volume","tiers":""" + Falling + "}", "5 10 15 20 25", "250 500 600 800 750"),
        Of("OM volume, around the bounds", """{"model":"volume","tiers":[{"upTo":5,"flatAmount":100},{"upTo":10,"flatAmount":150},{"upTo":15,"unitAmount":10},{"unitAmount":5}]}""", "3 5 10 14 15.01 100", "100 100 150 140 75.05 500"),
        Of("OM volume, first band by unit", """{"model":"volume","tiers":[{"upTo":5,"unitAmount":5},{"unitAmount":4}]}""", "0 5 6", "0 25 24"),
        Of("LG volume", """{"model":"volume","tiers":[{"upTo":100,"unitAmount":2,"flatAmount":10},{"upTo":200,"unitAmount":1},{"unitAmount":"0.5","flatAmount":50}]}""", "1 101 200 200.01", "12 101 200 150.01"),
        Of("LG volume, no fee in the first band", """{"model":"volume","tiers":[{"upTo":1},{"upTo":100,"unitAmount":2,"flatAmount":10},{"unitAmount":"0.5","flatAmount":50}]}""", "0 1 2", "0 0 14"),
        Of("volume, no fee at zero where the price says so", """{"model":"volume","tiers":[{"upTo":100,"unitAmount":2,"flatAmount":10},{"unitAmount":1}],"firstFlatFeeAtZero":false}""", "0 1", "0 12"),
        Of("KB capacity", Capacity, "0 100 101 200 201 100000", "10 10 20 20 30 30"),
        OfEvents("KB capacity, by the peak of the period", Capacity, "50 150 90", "20", "\"aggregation\":\"max\""),
        Of("stair-step, nothing at zero where the price says so", """{"model":"stairStep","tiers":[{"upTo":100,"flatAmount":10},{"flatAmount":20}],"firstFlatFeeAtZero":false}""", "0 1 100.5", "0 10 20"),
    ];
}
