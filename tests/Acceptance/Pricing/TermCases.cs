using static RevenueFunctions.Tests.Acceptance.Pricing.PricingCase;

namespace RevenueFunctions.Tests.Acceptance.Pricing;

/// <summary>The terms that any price may have: the numbers of OpenMeter's and Flexprice's own tests.</summary>
internal static class TermCases
{
    private const string Graduated = "\"model\":\"graduated\",\"tiers\":[{\"upTo\":5,\"flatAmount\":100},{\"upTo\":10,\"flatAmount\":50},{\"upTo\":15,\"unitAmount\":5},{\"unitAmount\":1}]";
    private const string Volume = "\"model\":\"volume\",\"tiers\":[{\"upTo\":5,\"flatAmount\":100},{\"upTo\":10,\"flatAmount\":150},{\"upTo\":15,\"unitAmount\":10},{\"unitAmount\":5}]";

    /// <summary>All of them.</summary>
    public static readonly PricingCase[] All =
    [
        Of("OM conversion by multiplication", Unit("1", """ "conversion":{"multiply":"1.5","divideBy":"1"} """), "4.2", "6.3"),
        Of("OM conversion without rounding", Unit("1000", """ "conversion":{"multiply":"1","divideBy":"1000"} """), "1247", "1247"),
        Of("OM conversion, ceiling", Thousands("ceil"), "1247 1000 0", "2 1 0"),
        Of("OM conversion, floor", Thousands("floor"), "1999 999 2000", "1 0 2"),
        Of("OM conversion, half up, away from zero", Thousands("halfUp"), "2400 2500 2600 3500 -2500", "2 3 3 4 -3"),
        Of("OM conversion, half up to a tenth", Unit("1", """ "conversion":{"multiply":"1","divideBy":"100"},"rounding":{"mode":"halfUp","precision":1} """), "245 244", "2.5 2.4"),
        Of("OM conversion, ceiling to a hundredth", Unit("1", """ "conversion":{"multiply":"1","divideBy":"1000"},"rounding":{"mode":"ceil","precision":2} """), "1247", "1.25"),
        Of("OM conversion, bands in converted units", """{"model":"graduated","tiers":[{"upTo":5,"unitAmount":1},{"unitAmount":"0.5"}],"conversion":{"multiply":"1","divideBy":"1000"},"rounding":{"mode":"ceil"}}""", "7400", "6.5"),
        Of("OM usage discount, never below zero", Unit("10", """ "usageDiscount":"10" """), "4 10 12.5", "0 0 25"),
        AfterBilled("OM usage discount, half used before", Unit("1", """ "usageDiscount":"10" """), "\"quantity\":\"5\"", "15", "10"),
        AfterBilled("OM usage discount, used up before", Unit("1", """ "usageDiscount":"10" """), "\"quantity\":\"20\"", "15", "15"),
        Of("included units", Unit("0.1", """ "includedUnits":"100" """), "0 100 150", "0 0 5"),
        Of("included units after a usage discount", Unit("1", """ "usageDiscount":"10","includedUnits":"5" """), "15 16 20.5", "0 1 5.5"),
        Of("OM minimum without usage", Unit("10", """ "minimum":"100" """), "0 5 10 11", "100 100 100 110"),
        Of("OM minimum, not before the last slice", Unit("10", """ "minimum":"100" """), "0 5 11", "0 50 110", "\"lastSlice\":false"),
        Of("OM minimum on volume", "{" + Volume + ",\"minimum\":\"100\"}", "0 5 100", "100 100 500"),
        AfterBilled("OM minimum on graduated, the flat fee billed before", "{" + Graduated + ",\"minimum\":\"1000\"}", "\"quantity\":\"0\",\"amount\":\"100\"", "0", "900"),
        AfterBilled("OM minimum on graduated, usage billed before", "{" + Graduated + ",\"minimum\":\"1000\"}", "\"quantity\":\"2\",\"amount\":\"100\"", "0", "900"),
        AfterBilled("OM minimum on graduated, mid period", "{" + Graduated + ",\"minimum\":\"1000\"}", "\"quantity\":\"2\",\"amount\":\"100\"", "0", "0", "\"lastSlice\":false"),
        Of("OM maximum", Unit("10", """ "maximum":"100" """), "9 10 12", "90 100 100"),
        AfterBilled("OM maximum, 70 billed before", Unit("10", """ "maximum":"100" """), "\"quantity\":\"7\",\"amount\":\"70\"", "5", "30"),
        AfterBilled("OM maximum within a band", "{" + Graduated + ",\"maximum\":\"170\"}", "\"quantity\":\"12\",\"amount\":\"160\"", "10", "10"),
        Of("OM maximum on volume, not at a bound", "{" + Volume + ",\"maximum\":\"125\"}", "5 7", "100 125"),
        Of("minimum above maximum wins on the last slice", Unit("10", """ "maximum":"100","minimum":"60" """), "1 8 20", "60 80 100"),
        Of("discount before maximum", Unit("10", """ "discountPercent":"50","maximum":"100" """), "10 20 30", "50 100 100"),
        Of("discount before minimum", Unit("10", """ "discountPercent":"25","minimum":"20" """), "2 4", "20 30"),
        Of("FP discount of ten per cent", Unit("33.33", """ "discountPercent":"10" """), "1 3", "30 89.99"),
        new("FP commitment by window with true-up", """{"currency":"EUR","price":{"model":"perUnit","unitAmount":"2","commitment":{"amount":"10","overageFactor":"2","trueUp":true}},"windows":[{"quantity":"2"},{"quantity":"8"}]}""", "results[].amount = 32"),
        new("FP commitment by window, overage at list price", """{"currency":"EUR","price":{"model":"perUnit","unitAmount":"5","commitment":{"amount":"50","overageFactor":"1"}},"windows":[{"quantity":"60"},{"quantity":"40"},{"quantity":"30","price":{"model":"perUnit","unitAmount":"1"}}]}""", "results[].amount = 530"),
        new("FP commitment of a window, base rate of the other", """{"currency":"EUR","price":{"model":"perUnit","unitAmount":"1","commitment":{"amount":"4","overageFactor":"2"}},"windows":[{"quantity":"10"},{"quantity":"5","price":{"model":"perUnit","unitAmount":"3"}}]}""", "results[].amount = 31"),
        Of("FP commitment, below, at and above", Unit("1", """ "commitment":{"amount":"10","overageFactor":"1.5"} """), "0 9 10 12", "0 9 10 13"),
        Of("FP commitment with true-up", Unit("1", """ "commitment":{"amount":"10","overageFactor":"1.5","trueUp":true} """), "0 9 10 12", "10 10 10 13"),
        Of("FP commitment with true-up, not before the last slice", Unit("1", """ "commitment":{"amount":"10","overageFactor":"1.5","trueUp":true} """), "0 9 12", "0 9 13", "\"lastSlice\":false"),
        AfterBilled("FP commitment, 50 of 60 used before", Unit("0.02", """ "commitment":{"amount":"60","overageFactor":"2"} """), "\"base\":\"50\"", "600", "14"),
        AfterBilled("FP commitment, used up before", Unit("0.02", """ "commitment":{"amount":"60","overageFactor":"2"} """), "\"base\":\"70\"", "500", "20"),
        AfterBilled("FP commitment, little used before", Unit("0.02", """ "commitment":{"amount":"60","overageFactor":"2"} """), "\"base\":\"10\"", "500", "10"),
    ];

    private static string Unit(string amount, string terms) => $$"""{"model":"perUnit","unitAmount":"{{amount}}",{{terms}}}""";

    private static string Thousands(string mode) => Unit("1", $$""" "conversion":{"multiply":"1","divideBy":"1000"},"rounding":{"mode":"{{mode}}"} """);
}
