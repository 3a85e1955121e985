namespace RevenueFunctions.Tests.Acceptance;

/// <summary>The timer, an operator and a script close the same period at the same moment.</summary>
public class When_a_period_is_closed_by_many
{
    [Fact]
    public async Task Should_start_one_saga_and_tell_the_others_so()
    {
        await using var host = await FabricHost.StartAsync();
        await host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json);

        foreach (var period in new[] { "20260101", "20260201", "20260301", "20260401" })
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => host.PostAsync($"/api/v1/accounts/acme/periods/{period}/close", """{"force":true}""")));

            Assert.All(answers, answer => Assert.True(answer.Status == 202, $"{answer.Json}"));
            Assert.Single(answers, answer => answer.Json!["result"]!.ToString() == "started");
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => Assert.Equal(202, (await host.PostAsync("/api/v1/periods/close", "")).Status)));
        var closed = await host.UntilAsync("/api/v1/invoices?account=acme&period=20260401&state=posted", list => list["items"]!.AsArray().Count == 1);
        Assert.Single(closed["items"]!.AsArray());
    }
}
