namespace RevenueFunctions.Tests.Acceptance;

/// <summary>The preview answers over HTTP what invoices will say; the table of worked cases is in Pricing.</summary>
public class When_a_price_is_tried_out(RunningFabric fabric) : IClassFixture<RunningFabric>
{
    [Theory]
    [InlineData("""{"model":"graduated","tiers":[{"upTo":10,"unitAmount":10,"flatAmount":2},{"upTo":20,"unitAmount":5,"flatAmount":3},{"unitAmount":5,"flatAmount":3}]}""", "0, 1, 10, 11, 12, 21", "2.00 12.00 102.00 110.00 115.00 163.00")]
    [InlineData("""{"model":"volume","tiers":[{"upTo":100,"unitAmount":2,"flatAmount":10},{"upTo":200,"unitAmount":1},{"unitAmount":"0.5","flatAmount":50}]}""", "0, 100, \"100.5\", 200, 300", "10.00 210.00 100.50 200.00 200.00")]
    [InlineData("""{"model":"package","amount":100,"size":10,"freeUnits":10}""", "121", "1200.00")]
    [InlineData("""{"model":"perUnit","unitAmount":"10.333333"}""", "1, 1, 1", "10.33 10.33 10.33")]
    public async Task Should_answer_rounded_amounts_with_their_steps(string price, string quantities, string amounts)
    {
        var answer = await fabric.Host.PostAsync("/api/v1/rating/preview", $$"""{"currency":"EUR","price":{{price}},"quantities":[{{quantities}}]}""");
        Assert.Equal(200, answer.Status);
        var results = answer.Json!["results"]!.AsArray();
        Assert.Equal(amounts.Split(' ').Select(Number), results.Select(one => Number(one!["amount"]!.ToString())));
        Assert.All(results, one => Assert.Equal(Number(one!["unroundedAmount"]!.ToString()), one["steps"]!.AsArray().Sum(step => Number(step!["amount"]!.ToString()))));
    }

    [Fact]
    public async Task Should_name_what_a_plan_does_not_price()
    {
        var answer = await fabric.Host.PostAsync("/api/v1/rating/preview", """{"plan":{"key":"scale","version":1},"usage":[{"meter":"storage","quantity":1}]}""");
        Assert.Equal((400, "unknown-meter"), (answer.Status, answer.Json!["errors"]![0]!["code"]!.ToString()));
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
