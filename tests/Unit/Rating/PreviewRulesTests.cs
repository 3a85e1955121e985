using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Tests.Unit.Rating;

/// <summary>What the preview refuses, and how. What it answers is in the worked cases of the acceptance tests.</summary>
public class PreviewRulesTests
{
    [Theory]
    [InlineData("""{"currency":"EUR"}""", "$", "one-of")]
    [InlineData("""{"currency":"XXX","price":{"model":"perUnit","unitAmount":1},"quantities":[1]}""", "currency", "unknown-currency")]
    [InlineData("""{"currency":"EUR","price":{"model":"perUnit","unitAmount":1}}""", "quantities", "missing")]
    [InlineData("""{"currency":"EUR","price":{"model":"volume","tiers":[{"upTo":10},{"upTo":20}]},"quantities":[1]}""", "price.tiers[1].upTo", "last-band-closed")]
    [InlineData("""{"currency":"EUR","price":{"model":"volume","tiers":[null]},"quantities":[1]}""", "price.tiers[0]", "null")]
    [InlineData("""{"currency":"EUR","price":{"model":"perUnit","unitAmount":"1000000000000"},"quantities":["79228162514264337593543950335"]}""", "$", "amount-out-of-range")]
    [InlineData("""{"plan":{"key":"none","version":1}}""", "plan", "unknown-plan")]
    public void Preview_WrongRequest_NamesTheField(string json, string path, string code)
    {
        var (result, issues) = RatingPreview.Rate(FabricJson.Read<RatingPreviewRequest>(System.Text.Encoding.UTF8.GetBytes(json)), CatalogSnapshot.Empty);
        Assert.Null(result);
        Assert.Contains(issues, issue => issue.Path == path && issue.Code == code && issue.Remedy.Length > 0);
    }
}
