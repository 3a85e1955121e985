using System.Text;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Tests.Unit.Rating;

/// <summary>Each rule of a price, by one price that breaks it: the catalog and the preview refuse it alike.</summary>
public class PriceRulesTests
{
    [Theory]
    [InlineData("""{"model":"perUnit","unitAmount":1,"conversion":{"divideBy":0}}""", "price.conversion.divideBy", "out-of-range")]
    [InlineData("""{"model":"perUnit","unitAmount":1,"conversion":{"multiply":-1}}""", "price.conversion.multiply", "out-of-range")]
    [InlineData("""{"model":"perUnit","unitAmount":1,"rounding":{"mode":"ceil","precision":10}}""", "price.rounding.precision", "out-of-range")]
    [InlineData("""{"model":"perUnit","unitAmount":1,"rounding":{"mode":"ceil","precision":-1}}""", "price.rounding.precision", "out-of-range")]
    [InlineData("""{"model":"perUnit","unitAmount":1,"usageDiscount":-1}""", "price.usageDiscount", "out-of-range")]
    [InlineData("""{"model":"perUnit","unitAmount":1,"includedUnits":-1}""", "price.includedUnits", "out-of-range")]
    [InlineData("""{"model":"perUnit","unitAmount":1,"discountPercent":101}""", "price.discountPercent", "out-of-range")]
    [InlineData("""{"model":"perUnit","unitAmount":1,"discountPercent":-1}""", "price.discountPercent", "out-of-range")]
    [InlineData("""{"model":"perUnit","unitAmount":1,"maximum":-1}""", "price.maximum", "out-of-range")]
    [InlineData("""{"model":"perUnit","unitAmount":1,"minimum":-1}""", "price.minimum", "out-of-range")]
    [InlineData("""{"model":"perUnit","unitAmount":1,"minimum":10,"maximum":9}""", "price.maximum", "below-minimum")]
    [InlineData("""{"model":"perUnit","unitAmount":1,"commitment":{"amount":-1}}""", "price.commitment.amount", "out-of-range")]
    [InlineData("""{"model":"perUnit","unitAmount":1,"commitment":{"amount":1,"overageFactor":-1}}""", "price.commitment.overageFactor", "out-of-range")]
    [InlineData("""{"model":"percentage","rate":-1}""", "price.rate", "out-of-range")]
    [InlineData("""{"model":"percentage","rate":1,"fixedFee":-1}""", "price.fixedFee", "out-of-range")]
    [InlineData("""{"model":"percentage","rate":1,"freeAmount":-1}""", "price.freeAmount", "out-of-range")]
    [InlineData("""{"model":"percentage","rate":1,"freeEvents":-1}""", "price.freeEvents", "out-of-range")]
    [InlineData("""{"model":"percentage","rate":1,"perTransactionMinimum":2,"perTransactionMaximum":1}""", "price.perTransactionMaximum", "below-minimum")]
    [InlineData("""{"model":"graduatedPercentage","tiers":[]}""", "price.tiers", "empty")]
    [InlineData("""{"model":"graduatedPercentage","tiers":[{"upTo":10,"rate":-1},{}]}""", "price.tiers[0].rate", "out-of-range")]
    [InlineData("""{"model":"graduatedPercentage","tiers":[null]}""", "price.tiers[0]", "null")]
    [InlineData("""{"model":"stairStep","tiers":[{"upTo":10},{"upTo":5},{}]}""", "price.tiers[1].upTo", "not-rising")]
    [InlineData("""{"model":"stairStep","tiers":[{"upTo":0},{}]}""", "price.tiers[0].upTo", "not-rising")]
    [InlineData("""{"model":"stairStep","tiers":[{},{}]}""", "price.tiers[0].upTo", "band-open")]
    [InlineData("""{"model":"stairStep","tiers":[{"upTo":10}]}""", "price.tiers[0].upTo", "last-band-closed")]
    [InlineData("""{"model":"dynamic","multiplier":-1}""", "price.multiplier", "out-of-range")]
    [InlineData("""{"model":"block","tiers":[{"blockSize":0,"amount":1}]}""", "price.tiers[0].blockSize", "out-of-range")]
    [InlineData("""{"model":"block","tiers":[{"blockSize":1,"amount":-1}]}""", "price.tiers[0].amount", "out-of-range")]
    [InlineData("""{"model":"block","tiers":[{"blockSize":1,"amount":1,"maxBlocks":1.5}]}""", "price.tiers[0].maxBlocks", "out-of-range")]
    [InlineData("""{"model":"block","tiers":[{"blockSize":1,"amount":1,"maxBlocks":-1}]}""", "price.tiers[0].maxBlocks", "out-of-range")]
    [InlineData("""{"model":"block","tiers":[{"blockSize":1,"amount":1},{"blockSize":1,"amount":1}]}""", "price.tiers[0].maxBlocks", "band-open")]
    [InlineData("""{"model":"bucketed","bucket":"day","price":{"model":"flat","amount":1}}""", "price.price", "not-for-buckets")]
    [InlineData("""{"model":"bucketed","bucket":"day","price":{"model":"bucketed","bucket":"day","price":{"model":"perUnit","unitAmount":1}}}""", "price.price", "not-for-buckets")]
    [InlineData("""{"model":"bucketed","bucket":"day","price":{"model":"perUnit","unitAmount":-1}}""", "price.price.unitAmount", "out-of-range")]
    [InlineData("""{"model":"bucketed","bucket":"day","price":{"model":"volume","tiers":[null]}}""", "price.price.tiers[0]", "null")]
    [InlineData("""{"model":"timeWeightedGraduated","tiers":[{"upTo":5}]}""", "price.tiers[0].upTo", "last-band-closed")]
    public void Preview_WrongPrice_NamesTheFieldAndTheRule(string price, string path, string code)
    {
        var json = $$"""{"currency":"EUR","price":{{price}},"events":[{"quantity":1,"time":"2026-03-01T00:00:00Z"}]}""";
        var (result, issues) = RatingPreview.Rate(FabricJson.Read<RatingPreviewRequest>(Encoding.UTF8.GetBytes(json)), CatalogSnapshot.Empty);
        Assert.Null(result);
        Assert.True(issues.Any(issue => issue.Path == path && issue.Code == code && issue.Remedy.Length > 0), string.Join('\n', issues));
    }

    [Theory]
    [InlineData(""" "quantities":[1],"events":[{"quantity":1}] """, "quantities", "one-of")]
    [InlineData(""" "quantities":[1],"windows":[{"quantity":1}] """, "quantities", "one-of")]
    [InlineData(""" "events":[null] """, "events[0]", "null")]
    [InlineData(""" "events":[{}] """, "events[0]", "missing")]
    [InlineData(""" "events":[{"quantity":1,"time":"0001-01-01T00:00:00Z"}] """, "events[0].time", "out-of-range")]
    [InlineData(""" "events":[{"quantity":1}],"aggregation":"timeWeighted" """, "coverage", "missing")]
    [InlineData(""" "events":[{"quantity":1}],"aggregation":"weightedSum" """, "events[0].time", "missing")]
    [InlineData(""" "quantities":[1],"aggregation":"weightedSum","prior":{"events":[{"quantity":1,"time":"2026-03-01T00:00:00Z"}]} """, "coverage", "missing")]
    [InlineData(""" "windows":[null] """, "windows[0]", "null")]
    [InlineData(""" "windows":[{"quantity":1,"price":{"model":"perUnit","unitAmount":-1}}] """, "windows[0].price.unitAmount", "out-of-range")]
    [InlineData(""" "windows":[{"quantity":1}],"prior":{"quantity":1} """, "prior", "not-for-windows")]
    [InlineData(""" "quantities":[1],"prior":{"base":1} """, "prior.base", "no-commitment")]
    [InlineData(""" "quantities":[1],"prior":{"events":[null]} """, "prior.events[0]", "null")]
    [InlineData(""" "quantities":[1],"usage":[{"meter":"m","quantity":1}] """, "usage", "not-for-price")]
    public void Preview_WrongUsage_NamesTheFieldAndTheRule(string usage, string path, string code)
    {
        var json = $$"""{"currency":"EUR","price":{"model":"perUnit","unitAmount":1},{{usage}}}""";
        var (result, issues) = RatingPreview.Rate(FabricJson.Read<RatingPreviewRequest>(Encoding.UTF8.GetBytes(json)), CatalogSnapshot.Empty);
        Assert.Null(result);
        Assert.True(issues.Any(issue => issue.Path == path && issue.Code == code && issue.Remedy.Length > 0), string.Join('\n', issues));
    }

    [Fact]
    public void Price_EveryModelWithEveryTerm_IsReadBackAsItWasWritten()
    {
        const string Terms = """ "conversion":{"multiply":"2","divideBy":"3"},"usageDiscount":"1","includedUnits":"2","commitment":{"amount":"5","overageFactor":"1.5","trueUp":true},"discountPercent":"10","maximum":"100","minimum":"1","proration":"fixed30" """;
        string[] models =
        [
            """ "model":"percentage","rate":"1","fixedFee":"2","freeAmount":"3","freeEvents":4,"perTransactionMinimum":"5","perTransactionMaximum":"6","rounding":{"mode":"halfUp","precision":2} """,
            """ "model":"package","amount":"1","size":"2","freeUnits":"3","rounding":"down" """,
            """ "model":"block","tiers":[{"blockSize":"1","amount":"2","maxBlocks":"3"}],"mode":"topTier" """,
            """ "model":"bucketed","bucket":"day","price":{"model":"stairStep","tiers":[{"upTo":"1","flatAmount":"2"},{"flatAmount":"3"}],"firstFlatFeeAtZero":false},"aggregation":"sum","priceOn":"total" """,
            """ "model":"timeWeightedGraduated","tiers":[{"upTo":"1","unitAmount":"2","flatAmount":"3"},{"unitAmount":"0","flatAmount":"0"}],"readings":"changes","firstFlatFeeAtZero":false """,
            """ "model":"dynamic","multiplier":"2" """,
            """ "model":"graduatedPercentage","tiers":[{"rate":"1","flatAmount":"2"}],"firstFlatFeeAtZero":false """,
        ];
        Assert.All(models, model =>
        {
            var price = FabricJson.Read<Price>(Encoding.UTF8.GetBytes($"{{{model},{Terms}}}"));
            var written = FabricJson.Bytes(price);
            Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(FabricJson.Bytes(FabricJson.Read<Price>(written))));
            Assert.All($"{{{model},{Terms}}}".Split('"').Where((_, at) => at % 2 == 1), text => Assert.Contains($"\"{text}\"", Encoding.UTF8.GetString(written), StringComparison.Ordinal));
        });
    }
}
