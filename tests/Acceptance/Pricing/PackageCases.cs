using static RevenueFunctions.Tests.Acceptance.Pricing.PricingCase;

namespace RevenueFunctions.Tests.Acceptance.Pricing;

/// <summary>Packages and blocks: the numbers of Flexprice's, OpenMeter's and Kill Bill's own tests.</summary>
internal static class PackageCases
{
    private const string Foo = """{"blockSize":1,"amount":1,"maxBlocks":10},{"blockSize":1,"amount":10,"maxBlocks":50},{"blockSize":1,"amount":100,"maxBlocks":75}""";
    private const string Bar = """{"blockSize":1,"amount":2,"maxBlocks":100},{"blockSize":1,"amount":20,"maxBlocks":500},{"blockSize":1,"amount":200,"maxBlocks":750}""";
    private const string Hundreds = """{"blockSize":100,"amount":1,"maxBlocks":10},{"blockSize":1000,"amount":1,"maxBlocks":100},{"blockSize":1000,"amount":"0.5","maxBlocks":100}""";

    /// <summary>All of them.</summary>
    public static readonly PricingCase[] All =
    [
        Of("FP package of 100", """{"model":"package","amount":1,"size":100}""", "0 2 99 100 101 150 300", "0 1 1 1 2 2 3"),
        Of("FP package of 10", """{"model":"package","amount":50,"size":10}""", "25", "150"),
        Of("OM package", """{"model":"package","amount":15,"size":10}""", "0 1 9 10 11", "0 15 15 15 30"),
        Of("package, decimals above a bound", """{"model":"package","amount":15,"size":10}""", "10.001 20 20.5 -3", "30 30 45 0"),
        Of("package, free units and a part", """{"model":"package","amount":5,"size":"2.5","freeUnits":"0.5"}""", "0.5 0.6 3 3.1", "0 5 5 10"),
        Of("package, rounded down after free units", """{"model":"package","amount":5,"size":10,"freeUnits":5,"rounding":"down"}""", "4 14.9 15 24.9 25", "0 0 5 5 10"),
        AfterBilled("OM package, still the same package", """{"model":"package","amount":15,"size":10}""", "\"quantity\":\"1\"", "9", "0"),
        AfterBilled("OM package, one more", """{"model":"package","amount":15,"size":10}""", "\"quantity\":\"9\"", "2", "15"),
        AfterBilled("OM package, three more", """{"model":"package","amount":15,"size":10}""", "\"quantity\":\"1\"", "30", "45"),
        AfterBilled("OM package, usage taken back across a bound", """{"model":"package","amount":15,"size":10}""", "\"quantity\":\"11\"", "-2", "-15"),
        AfterBilled("OM package, all usage taken back", """{"model":"package","amount":15,"size":10}""", "\"quantity\":\"1\"", "-1", "-15"),
        AfterBilled("OM package, capped", """{"model":"package","amount":15,"size":10,"maximum":100}""", "\"quantity\":\"60\",\"amount\":\"90\"", "50", "10"),
        Of("KB blocks, the last tier without an end", """{"model":"block","mode":"allTiers","tiers":[{"blockSize":100,"amount":1,"maxBlocks":10},{"blockSize":1000,"amount":1}]}""", "0 1 100 1000 1001 5325", "0 1 1 10 11 15"),
        Of("KB blocks of 1000 and of 512", """{"model":"block","mode":"allTiers","tiers":[{"blockSize":512,"amount":"0.3","maxBlocks":512000}]}""", "30720", "18"),
        Of("KB blocks, FOO in all tiers", """{"model":"block","mode":"allTiers","tiers":[""" + Foo + "]}", "5 10 11 75", "5 10 20 2010"),
        Of("KB blocks, BAR in all tiers", """{"model":"block","mode":"allTiers","tiers":[""" + Bar + "]}", "99 101 200", "198 220 2200"),
        AfterBilled("KB blocks, FOO, 50 billed before", """{"model":"block","mode":"allTiers","tiers":[""" + Foo + "]}", "\"quantity\":\"50\"", "20", "1100"),
        AfterBilled("KB blocks, BAR, 80 billed before", """{"model":"block","mode":"allTiers","tiers":[""" + Bar + "]}", "\"quantity\":\"80\"", "120", "2040"),
        AfterBilled("KB blocks, two used, one billed", """{"model":"block","mode":"allTiers","tiers":[{"blockSize":100,"amount":1,"maxBlocks":10}]}""", "\"amount\":\"1\"", "199", "1"),
        Of("KB top tier, FOO", """{"model":"block","mode":"topTier","tiers":[""" + Foo + "]}", "5 10 11 76", "5 10 110 7600"),
        Of("KB top tier, BAR", """{"model":"block","mode":"topTier","tiers":[""" + Bar + "]}", "99 101", "198 2020"),
        Of("KB top tier, limits are cumulative, the last tier prices everything above", """{"model":"block","mode":"topTier","tiers":[""" + Hundreds + "]}", "1000 101000 101001 300000", "10 101 51 150"),
        Of("KB top tier, the last tier without an end", """{"model":"block","mode":"topTier","tiers":[{"blockSize":100,"amount":10,"maxBlocks":10},{"blockSize":100,"amount":1}]}""", "1000 2000", "100 20"),
        Of("KB top tier, blocks of one unit", """{"model":"block","mode":"topTier","tiers":[{"blockSize":1,"amount":"1.5","maxBlocks":10},{"blockSize":1,"amount":1,"maxBlocks":100},{"blockSize":1,"amount":"0.5","maxBlocks":1000}]}""", "0 10 110 111", "0 15 110 55.5"),
        OfInvoice("KB documents, top tier of two units", """{"key":"minutes","price":{"model":"block","mode":"topTier","tiers":[{"blockSize":"10","amount":"1","maxBlocks":"100"},{"blockSize":"10","amount":"0.5"}]},"quantity":"1500"},{"key":"megabytes","price":{"model":"block","mode":"topTier","tiers":[{"blockSize":"1","amount":"0.5","maxBlocks":"1024"},{"blockSize":"1","amount":"0.1"}]},"quantity":"2048"}""", "", "invoice.lines[].amount = 75 204.8", "total = 279.8"),
    ];
}
