using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance.Security;

/// <summary>A decision that arrives many times, one after the other or all at once, has one effect (OWASP API6).</summary>
public class When_a_decision_is_sent_again
{
    private const int Times = 12;

    [Fact]
    public async Task Should_close_skip_and_resolve_once()
    {
        await using var host = await FabricHost.StartAsync();
        await host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json);
        Assert.Equal(200, (await host.PostAsync("/api/v1/ledger/de01/faults", """{"kind":"reject","times":1,"text":"The accounting period is closed."}""")).Status);

        var closed = await ManyAsync(host, "/api/v1/accounts/acme/periods/20260301/close", """{"force":true}""");
        Assert.All(closed, answer => Assert.Equal(202, answer.Status));
        Assert.Single(closed, answer => answer.Json!["result"]!.ToString() == "started");
        await host.UntilAsync("/api/v1/lanes/de01", lane => lane["state"]!.ToString() == "blocked");

        var skipped = await ManyAsync(host, "/api/v1/lanes/de01/skip", """{"reason":"booked by hand"}""");
        Assert.Single(skipped, answer => answer.Status == 200);
        Assert.All(skipped.Where(answer => answer.Status != 200), answer => Assert.Equal(409, answer.Status));

        // The saga asks what becomes of the invoice: one answer counts, another one is refused.
        var question = await host.UntilAsync("/api/v1/exceptions?kind=saga", cases => cases["items"]!.AsArray().Count == 1);
        var id = Uri.EscapeDataString(question["items"]![0]!["id"]!.ToString());
        var answers = await ManyAsync(host, $"/api/v1/exceptions/{id}/resolve", """{"action":"abort","note":"not to be charged"}""", """{"action":"retry","note":"once more"}""");
        Assert.Contains(answers, answer => answer.Status == 200);
        Assert.True(answers.Where(answer => answer.Status == 200).Select(answer => answer.Json!["resolution"]!.ToString()).Distinct().Count() == 1, string.Join(Environment.NewLine, answers.Select(answer => answer.Json)));
        Assert.All(answers.Where(answer => answer.Status != 200), answer => Assert.Equal(409, answer.Status));
        Assert.All(await ManyAsync(host, $"/api/v1/exceptions/{id}/resolve", """{"action":"skip","note":"too late"}"""), answer => Assert.Equal(409, answer.Status));

        await host.UntilAsync("/api/v1/sagas/invoice:acme:20260301", saga => saga["saga"]!["state"]!.ToString() is "compensated" or "completed");
        Assert.True((await host.GetAsync("/api/v1/ledger/de01/entries")).Json!["items"]!.AsArray().Count <= 1);
        Assert.Single((await host.GetAsync("/api/v1/invoices?account=acme")).Json!["items"]!.AsArray());

        // Every one of them is in the log, with what it came to.
        var log = (await host.GetAsync("/api/v1/audit?operation=SkipLane&limit=1000")).Json!["items"]!.AsArray();
        Assert.Equal(Times, log.Count(entry => entry!["kind"]!.ToString() == "intent"));
        Assert.Single(log, entry => entry!["status"]?.GetValue<int>() == 200);
    }

    private static async Task<FabricClient.Answer[]> ManyAsync(FabricHost host, string path, params string[] bodies) =>
        await Task.WhenAll(Enumerable.Range(0, Times).Select(number => host.PostAsync(path, bodies[number % bodies.Length])));
}
