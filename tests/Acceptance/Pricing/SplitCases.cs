using static RevenueFunctions.Tests.Acceptance.Pricing.PricingCase;

namespace RevenueFunctions.Tests.Acceptance.Pricing;

/// <summary>What remains to be billed after a part was: the cumulative quantity is rated, and what was billed is taken off. OpenMeter's own numbers.</summary>
internal static class SplitCases
{
    private const string ThreeRates = """{"model":"graduated","tiers":[{"upTo":5,"unitAmount":1},{"upTo":10,"unitAmount":2},{"unitAmount":3}]}""";
    private const string Mixed = """{"model":"graduated","tiers":[{"upTo":5,"flatAmount":100},{"upTo":10,"flatAmount":50},{"upTo":15,"unitAmount":5},{"unitAmount":1}]}""";
    private const string Volume = """{"model":"volume","tiers":[{"upTo":15,"unitAmount":10},{"unitAmount":5}]}""";

    /// <summary>All of them.</summary>
    public static readonly PricingCase[] All =
    [
        AfterBilled("OM graduated, within a band", ThreeRates, "\"quantity\":\"3\"", "2", "2"),
        AfterBilled("OM graduated, across a bound", ThreeRates, "\"quantity\":\"3\"", "4", "6"),
        AfterBilled("OM graduated, across two bounds", ThreeRates, "\"quantity\":\"3\"", "9", "18"),
        AfterBilled("OM graduated, usage taken back within a band", ThreeRates, "\"quantity\":\"5\"", "-2", "-2"),
        AfterBilled("OM graduated, usage taken back across a bound", ThreeRates, "\"quantity\":\"7\"", "-4", "-6"),
        AfterBilled("OM graduated, flat fees only once", Mixed, "\"quantity\":\"7\"", "1", "0"),
        AfterBilled("OM graduated, across unit bands", Mixed, "\"quantity\":\"12\"", "10", "22"),
        AfterBilled("OM graduated, nothing used either time", Mixed, "\"quantity\":\"0\"", "0", "0"),
        AfterBilled("volume, a cheaper band makes all cheaper", Volume, "\"quantity\":\"14\"", "6", "-40"),
        AfterBilled("volume, within the dearer band", Volume, "\"quantity\":\"5\"", "5", "50"),
        AfterBilled("volume, what was billed is what was billed", Volume, "\"quantity\":\"15\",\"amount\":\"149.99\"", "1", "-69.99"),
        AfterBilled("unit, cents of both parts add up", """{"model":"perUnit","unitAmount":"0.333"}""", "\"quantity\":\"1\",\"amount\":\"0.33\"", "1", "0.34"),
        AfterBilled("stair-step, the peak rises", """{"model":"stairStep","tiers":[{"upTo":100,"flatAmount":10},{"flatAmount":20}]}""", "\"quantity\":\"90\"", "20", "10"),
        AfterBilled("graduated percentage, the total goes on", """{"model":"graduatedPercentage","tiers":[{"upTo":10,"rate":1,"flatAmount":200},{"upTo":20,"rate":2,"flatAmount":300},{"rate":3,"flatAmount":400}]}""", "\"quantity\":\"10\"", "2", "300.04"),
        new("percentage, the free events were used before", """{"currency":"EUR","price":{"model":"percentage","rate":"1.3","fixedFee":"2","freeEvents":2},"events":[{"quantity":"150","time":"2026-03-03T00:00:00Z"},{"quantity":"400","time":"2026-03-04T00:00:00Z"}],"prior":{"events":[{"quantity":"150","time":"2026-03-01T00:00:00Z"},{"quantity":"100","time":"2026-03-02T00:00:00Z"}]}}""", "results[].amount = 11.15"),
        AfterBilled("discount over both parts", """{"model":"perUnit","unitAmount":"10","discountPercent":"50"}""", "\"quantity\":\"7\"", "3", "15"),
        AfterBilled("KB blocks, a begun block is paid already", """{"model":"block","mode":"allTiers","tiers":[{"blockSize":100,"amount":1}]}""", "\"quantity\":\"130\"", "70", "0"),
    ];
}
