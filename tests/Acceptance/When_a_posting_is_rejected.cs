using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>The ERP refuses a posting: the lane stands still for all to see, a person decides, and the close goes on to its end.</summary>
public class When_a_posting_is_rejected(RunningFabric fabric) : IClassFixture<RunningFabric>
{
    private const string Close = "/api/v1/accounts/acme/periods/20260301/close";
    private const string Saga = "/api/v1/sagas/invoice:acme:20260301";

    [Fact]
    public async Task Should_block_the_lane_until_an_operator_retries()
    {
        await using var host = await RejectedAsync(times: 1);
        var cases = await host.UntilAsync("/api/v1/exceptions?kind=posting", page => page["items"]!.AsArray().Count == 1);
        var blocked = cases["items"]![0]!;
        Assert.Equal(("scripted-rejection", "de01"), (Text(blocked, "code"), Text(blocked, "legalEntityId")));
        Assert.Equal(409, (await host.PostAsync(Close.Replace("20260301", "20990101", StringComparison.Ordinal), "{}")).Status);

        var id = Uri.EscapeDataString(Text(blocked, "id"));
        Assert.Equal(400, (await host.PostAsync($"/api/v1/exceptions/{id}/resolve", """{"action":"retry"}""")).Status);
        Assert.Equal(409, (await host.PostAsync($"/api/v1/exceptions/{id}/resolve", """{"action":"abort","note":"no"}""")).Status);
        Assert.Equal(200, (await host.PostAsync($"/api/v1/exceptions/{id}/resolve", """{"action":"retry","note":"The period is open again."}""")).Status);

        await host.UntilAsync(Saga, saga => Text(saga["saga"]!, "state") == "completed");
        await AssertBooksAsync(host, documents: 1);
        Assert.Equal("posted", Text((await host.GetAsync("/api/v1/postings/invoice:acme:20260301")).Json!["posting"]!, "state"));
        Assert.Equal(409, (await host.PostAsync("/api/v1/lanes/de01/retry", "{}")).Status);
        Assert.Equal("alreadyCompleted", Text((await host.PostAsync(Close, """{"force":true}""")).Json!, "result"));
        Assert.Equal("closed", Text((await host.GetAsync("/api/v1/accounts/acme/periods?limit=1000")).Json!["items"]!.AsArray().Single(period => Text(period!, "periodKey") == "20260301")!, "state"));
    }

    [Fact]
    public async Task Should_credit_the_invoice_when_it_is_skipped_and_aborted()
    {
        await using var host = await RejectedAsync(times: 1);
        Assert.Equal(400, (await host.PostAsync("/api/v1/lanes/de01/skip", "{}")).Status);
        Assert.Equal(200, (await host.PostAsync("/api/v1/lanes/de01/skip", """{"reason":"Wrong customer."}""")).Status);

        var asked = await host.UntilAsync("/api/v1/exceptions?kind=saga", cases => cases["items"]!.AsArray().Count == 1);
        var id = Uri.EscapeDataString(Text(asked["items"]![0]!, "id"));
        Assert.Equal(200, (await host.PostAsync($"/api/v1/exceptions/{id}/resolve", """{"action":"abort","note":"Bill the other account."}""")).Status);

        await host.UntilAsync(Saga, saga => Text(saga["saga"]!, "state") == "compensated");
        var invoice = (await host.GetAsync("/api/v1/invoices/acme:20260301")).Json!;
        Assert.Equal(("credited", "DE-CN-000001"), (Text(invoice, "state"), Text(invoice["creditNote"]!, "number")));
        Assert.Equal(409, (await host.PostAsync(Close, """{"force":true}""")).Status);

        Assert.Equal(202, (await host.PostAsync(Close, """{"force":true,"again":true}""")).Status);
        await host.UntilAsync(Saga, saga => Text(saga["saga"]!, "state") == "completed");
        Assert.Equal("DE-000002", Text((await host.GetAsync("/api/v1/invoices/acme:20260301:2")).Json!, "number"));
        await AssertBooksAsync(host, documents: 1);
    }

    [Theory]
    [InlineData("GET", "/api/v1/lanes/none", null, 404)]
    [InlineData("GET", "/api/v1/lanes/none/postings", null, 404)]
    [InlineData("GET", "/api/v1/lanes/de01/postings?limit=0", null, 400)]
    [InlineData("POST", "/api/v1/lanes/none/release", "{}", 404)]
    [InlineData("POST", "/api/v1/lanes/de01/retry", "[]", 400)]
    [InlineData("GET", "/api/v1/postings/none", null, 404)]
    [InlineData("GET", "/api/v1/ledger/none/trial-balance", null, 404)]
    [InlineData("GET", "/api/v1/ledger/de01/entries?cursor=x", null, 400)]
    [InlineData("GET", "/api/v1/ledger/de01/entries/none", null, 404)]
    [InlineData("GET", "/api/v1/sagas/none", null, 404)]
    [InlineData("GET", "/api/v1/accounts/none/periods", null, 404)]
    [InlineData("POST", "/api/v1/accounts/none/periods/20260301/close", "{}", 404)]
    [InlineData("POST", "/api/v1/accounts/acme/periods/20260302/close", "{}", 404)]
    [InlineData("POST", "/api/v1/accounts/acme/periods/20990101/close", "{}", 409)]
    [InlineData("POST", "/api/v1/accounts/acme/periods/20260301/close", "{\"forced\":true}", 400)]
    [InlineData("GET", "/api/v1/exceptions?state=gone", null, 400)]
    [InlineData("GET", "/api/v1/exceptions?kind=7", null, 400)]
    [InlineData("GET", "/api/v1/exceptions/none", null, 404)]
    [InlineData("POST", "/api/v1/exceptions/none/resolve", "{\"action\":\"resolve\",\"note\":\"x\"}", 404)]
    [InlineData("GET", "/api/v1/reconciliation/runs/none", null, 404)]
    [InlineData("GET", "/api/v1/reconciliation/runs/none/breaks", null, 404)]
    [InlineData("POST", "/api/v1/reconciliation/runs", "{}", 400)]
    [InlineData("POST", "/api/v1/reconciliation/runs", "{\"legalEntity\":\"none\"}", 404)]
    [InlineData("POST", "/api/v1/reconciliation/runs", "{\"account\":\"none\",\"period\":\"20260301\"}", 404)]
    public async Task Should_refuse_what_makes_no_sense(string method, string path, string? json, int status) =>
        Assert.Equal(status, (await fabric.Host.SendAsync(new HttpMethod(method), path, json)).Status);

    private static async Task<FabricHost> RejectedAsync(int times)
    {
        var host = await FabricHost.StartAsync();
        await host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json);
        Assert.Equal(200, (await host.PostAsync("/api/v1/ledger/de01/faults", $$"""{"kind":"reject","times":{{times}},"text":"The accounting period is closed."}""")).Status);
        Assert.Equal(202, (await host.PostAsync(Close, """{"force":true}""")).Status);
        await host.UntilAsync("/api/v1/lanes/de01", lane => Text(lane, "state") == "blocked");
        return host;
    }

    private static async Task AssertBooksAsync(FabricHost host, int documents)
    {
        var balance = (await host.GetAsync("/api/v1/ledger/de01/trial-balance?recount=true")).Json!;
        Assert.True(balance["isBalanced"]!.GetValue<bool>() && balance["recount"]!["isExact"]!.GetValue<bool>(), balance.ToJsonString());
        Assert.Equal(documents, (await host.GetAsync("/api/v1/ledger/de01/entries")).Json!["items"]!.AsArray().Count);
        var run = await host.PostAsync("/api/v1/reconciliation/runs", """{"legalEntity":"de01"}""");
        Assert.Equal((201, "0"), (run.Status, run.Json!["breaks"]!.ToString()));
    }

    private static string Text(JsonNode node, string member) => node[member]!.ToString();
}
