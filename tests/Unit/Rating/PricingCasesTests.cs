using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Tests.Unit.Rating;

/// <summary>Worked cases from the documentation and tests of other billing systems, through the preview that the API serves.</summary>
public class PricingCasesTests
{
    private const string LagoGraduated = """{"model":"graduated","tiers":[{"upTo":"10","unitAmount":"10","flatAmount":"2"},{"upTo":"20","unitAmount":"5","flatAmount":"3"},{"unitAmount":"5","flatAmount":"3"}]}""";
    private const string OpenMeterGraduated = """{"model":"graduated","tiers":[{"upTo":5,"flatAmount":100},{"upTo":10,"flatAmount":50},{"upTo":15,"unitAmount":10},{"unitAmount":5}]}""";
    private const string StripeGraduated = """{"model":"graduated","tiers":[{"upTo":5,"unitAmount":7},{"upTo":10,"unitAmount":"6.5"},{"unitAmount":6}]}""";
    private const string StripeVolume = """{"model":"volume","tiers":[{"upTo":5,"unitAmount":7},{"upTo":10,"unitAmount":"6.5"},{"unitAmount":6}]}""";
    private const string LagoVolume = """{"model":"volume","tiers":[{"upTo":100,"unitAmount":2,"flatAmount":10},{"upTo":200,"unitAmount":1},{"unitAmount":"0.5","flatAmount":50}]}""";
    private const string OpenMeterVolume = """{"model":"volume","tiers":[{"upTo":5,"flatAmount":100},{"upTo":10,"flatAmount":150},{"upTo":15,"unitAmount":10},{"unitAmount":5}]}""";

    [Theory]
    [InlineData("1: Lago graduated", LagoGraduated, "0 1 10 11 12 21", "2 12 102 110 115 163")]
    [InlineData("3: OpenMeter tiered graduated", OpenMeterGraduated, "0 5 5.001 12 22", "100 100 150 170 235")]
    [InlineData("4: Stripe graduated", StripeGraduated, "6 20 25", "41.50 127.50 157.50")]
    [InlineData("5: Stripe volume", StripeVolume, "6 20 25", "39 120 150")]
    [InlineData("6: Lago volume", LagoVolume, "0 100 100.5 200 300", "10 210 100.5 200 200")]
    [InlineData("7: OpenMeter tiered volume", OpenMeterVolume, "0 7 15 16", "100 150 150 80")]
    [InlineData("10: Lago package", """{"model":"package","amount":100,"size":10}""", "121", "1300")]
    [InlineData("10: Lago package, 10 free", """{"model":"package","amount":100,"size":10,"freeUnits":10}""", "121", "1200")]
    [InlineData("10: Lago package, 200 free", """{"model":"package","amount":100,"size":10,"freeUnits":200}""", "121", "0")]
    [InlineData("13: Flexprice package, up", """{"model":"package","amount":1,"size":100}""", "250 50", "3 1")]
    [InlineData("13: Flexprice package, down", """{"model":"package","amount":1,"size":100,"rounding":"down"}""", "250 50", "2 0")]
    [InlineData("46: Flexprice rounding", """{"model":"perUnit","unitAmount":"10.333333"}""", "3 1", "31.00 10.33")]
    public void Preview_WorkedCase_GivesItsAmounts(string name, string price, string quantities, string amounts)
    {
        var result = Rate(price, quantities, "USD");
        Assert.True(Numbers(amounts).SequenceEqual(result.Results.Select(one => one.Amount)), name + ": " + string.Join(' ', result.Results.Select(one => one.Amount)));
    }

    [Fact]
    public void Preview_PackageOverASplitPeriod_BillsTheDifferenceOfTheCumulativeQuantities()
    {
        // Case 11: 17 were billed in the first part, 5 more came in the second; the cumulative 22 are rated and what was billed is subtracted.
        var result = Rate("""{"model":"package","amount":15,"size":10}""", "17 22", "EUR");
        Assert.Equal(15m, result.Results[1].Amount - result.Results[0].Amount);
    }

    [Fact]
    public void Preview_LateTierCrossing_BillsTheDifferenceEvenBelowZero()
    {
        // Case 29: volume at 10, above 15 units at 5: the sixteenth unit makes all of them cheaper.
        var result = Rate("""{"model":"volume","tiers":[{"upTo":15,"unitAmount":10},{"unitAmount":5}]}""", "15 16", "EUR");
        Assert.Equal(-70m, result.Results[1].Amount - result.Results[0].Amount);
    }

    [Fact]
    public void Preview_RoundedLines_AddUpToTheTotal()
    {
        // Case 46: three lines of 10.333333 are 30.99, not 31.00, because each line is rounded and the total is their sum.
        Assert.Equal(30.99m, Rate("""{"model":"perUnit","unitAmount":"10.333333"}""", "1 1 1", "USD").Total);
    }

    [Theory]
    [InlineData("JPY", "1023.5", "1024")]
    [InlineData("USD", "3.685", "3.69")]
    [InlineData("USD", "-3.685", "-3.69")]
    [InlineData("KWD", "1.0005", "1.001")]
    public void Preview_HalfAMinorUnit_RoundsAwayFromZero(string currency, string quantity, string amount)
    {
        var result = Rate("""{"model":"perUnit","unitAmount":1}""", quantity, currency);
        Assert.Equal(Number(amount), result.Results[0].Amount);
        Assert.Equal(Number(quantity), result.Results[0].UnroundedAmount);
    }

    [Theory]
    [InlineData("42: OpenMeter sync", "20", "seconds", "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z", "2024-01-21T21:55:18Z", "2024-02-01T00:00:00Z", "Etc/UTC", "6.51")]
    [InlineData("multiply before dividing", "19.95", "daysHalfOpen", "2024-04-01T00:00:00Z", "2024-05-01T00:00:00Z", "2024-04-30T00:00:00Z", "2024-05-01T00:00:00Z", "Etc/UTC", "0.67")]
    [InlineData("14 to 28 February is 14 of 28", "28", "daysHalfOpen", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", "2026-02-14T00:00:00Z", "2026-02-28T00:00:00Z", "Etc/UTC", "14.00")]
    [InlineData("a day counts from its begin, whatever the hour", "30", "daysHalfOpen", "2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z", "2026-04-30T23:00:00Z", "2026-05-01T00:00:00Z", "Etc/UTC", "1.00")]
    [InlineData("dates are the account's", "30", "daysHalfOpen", "2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z", "2026-04-29T22:30:00Z", "2026-04-30T22:00:00Z", "Europe/Berlin", "1.00")]
    [InlineData("a month with a missing hour still has 31 days", "31", "daysHalfOpen", "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z", "2026-03-30T22:00:00Z", "2026-03-31T22:00:00Z", "Europe/Berlin", "1.00")]
    [InlineData("a zero-length service costs nothing", "100", "seconds", "2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z", "2026-04-10T12:00:00Z", "2026-04-10T12:00:00Z", "Etc/UTC", "0")]
    public void Preview_PartOfAPeriod_ProratesTheFee(
        string name, string amount, string basis, string periodFrom, string periodTo, string from, string to, string timeZone, string expected)
    {
        var request = FabricJson.Read<RatingPreviewRequest>(System.Text.Encoding.UTF8.GetBytes(
            $$$"""{"currency":"EUR","price":{"model":"flat","amount":"{{{amount}}}","proration":"{{{basis}}}"},"coverage":{"periodFrom":"{{{periodFrom}}}","periodTo":"{{{periodTo}}}","from":"{{{from}}}","to":"{{{to}}}","timeZone":"{{{timeZone}}}"}}"""));
        var (result, issues) = RatingPreview.Rate(request, CatalogSnapshot.Empty);
        Assert.Empty(issues);
        Assert.True(Number(expected) == result!.Total, $"{name}: {result.Total}");
    }

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

    private static RatingPreviewResult Rate(string price, string quantities, string currency)
    {
        var request = new RatingPreviewRequest
        {
            Currency = currency,
            Price = FabricJson.Read<Price>(System.Text.Encoding.UTF8.GetBytes(price)),
            Quantities = [.. Numbers(quantities)],
        };
        var (result, issues) = RatingPreview.Rate(request, CatalogSnapshot.Empty);
        Assert.Empty(issues);
        return result!;
    }

    private static IEnumerable<decimal> Numbers(string text) => text.Split(' ').Select(Number);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
