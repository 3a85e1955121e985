using System.Globalization;
using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>Credit notes on what prepaid credit paid, and payments of invoices in another currency than the books'.</summary>
public class When_credit_and_money_come_back
{
    private const string Invoice = "/api/v1/invoices/acme:20260301";

    [Fact]
    public async Task Should_return_prepaid_credit_before_money()
    {
        await using var host = await FabricHost.StartAsync();
        await host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json);
        Assert.Equal(201, (await host.PutAsync("/api/v1/accounts/acme/credits/gift", """{"amount":"30.00","name":"Gift","funding":"given"}""")).Status);
        await CloseAsync(host);
        var total = Number(await ReadAsync(host, Invoice), "total");
        Assert.Equal(total - 30m, Number(await ReadAsync(host, Invoice), "openAmount"));
        Assert.Equal(0m, await RemainingAsync(host));

        var note = await host.PostAsync($"{Invoice}/credit-notes", """{"amount":"20.00","reason":"Outage","id":"n-1"}""");
        Assert.Equal((201, 0m), (note.Status, Number(note.Json!, "amountOff")));
        Assert.Equal(20m, await RemainingAsync(host));
        Assert.Equal(total - 30m, Number(await ReadAsync(host, Invoice), "openAmount"));
        Assert.Equal(200, (await host.PostAsync($"{Invoice}/credit-notes", """{"amount":"20.00","reason":"Outage","id":"n-1"}""")).Status);
        Assert.Equal(20m, await RemainingAsync(host));

        Assert.Equal(201, (await host.PostAsync($"{Invoice}/credit-notes", """{"full":true,"reason":"All of it"}""")).Status);
        Assert.Equal(30m, await RemainingAsync(host));
        var accounts = await AssertBooksAsync(host, documents: 4, receivable: 0m);

        // A gift is a discount, and all of it is owed again.
        Assert.Equal((30m, -30m, 0m), (Balance(accounts, "4900"), Balance(accounts, "2500"), Balance(accounts, "1000")));
    }

    [Fact]
    public async Task Should_book_what_the_exchange_gained_or_lost()
    {
        var catalog = JsonNode.Parse(SmallCatalog.Json)!;
        catalog["accounts"]![0]!["currency"] = "USD";
        catalog["exchangeRates"] = JsonNode.Parse(
            """[{"from":"EUR","to":"USD","date":"2026-01-01","rate":"1.10","source":"ECB"},{"from":"USD","to":"EUR","date":"2026-01-01","rate":"0.90","source":"ECB"}]""");
        await using var host = await FabricHost.StartAsync();
        Assert.Equal(200, (await host.PostAsync("/api/v1/catalog/import", catalog.ToJsonString())).Status);
        await CloseAsync(host);
        var invoice = await ReadAsync(host, Invoice);
        var total = Number(invoice, "total");
        Assert.Equal("USD", invoice["currency"]!.ToString());

        Assert.Equal(201, (await host.PostAsync($"{Invoice}/credit-notes", """{"amount":"7.77","reason":"Outage","id":"n-1"}""")).Status);
        Assert.Equal(201, (await host.PostAsync($"{Invoice}/payments", """{"reference":"B-1","amount":"20.00","exchangeRate":"0.95"}""")).Status);
        Assert.Equal(400, (await host.PostAsync($"{Invoice}/payments", """{"reference":"B-2","amount":"9.50","currency":"EUR"}""")).Status);
        Assert.Equal(201, (await host.PostAsync($"{Invoice}/payments", """{"reference":"B-2","amount":"8.50","currency":"EUR","settles":"10.00"}""")).Status);
        var rest = (total - 37.77m).ToString(CultureInfo.InvariantCulture);
        Assert.Equal(201, (await host.PostAsync($"{Invoice}/payments", $$"""{"reference":"B-3","amount":"{{rest}}"}""")).Status);
        Assert.Equal("paid", (await ReadAsync(host, Invoice))["paymentState"]!.ToString());
        var accounts = await AssertBooksAsync(host, documents: 5, receivable: 0m);

        // 20 at 0.95 instead of 0.90 gains 1.00; 8.50 for what was booked as 9.00 loses 0.50; the rest came at the rate that it was booked at.
        Assert.Equal((-1.00m, 0.50m), (Balance(accounts, "4950"), Balance(accounts, "6950")));
    }

    private static async Task CloseAsync(FabricHost host)
    {
        Assert.Equal(202, (await host.PostAsync("/api/v1/accounts/acme/periods/20260301/close", """{"force":true}""")).Status);
        await host.UntilAsync("/api/v1/sagas/invoice:acme:20260301", saga => saga["saga"]!["state"]!.ToString() == "completed");
    }

    private static async Task<decimal> RemainingAsync(FabricHost host)
    {
        var credits = await ReadAsync(host, "/api/v1/accounts/acme/credits");
        return Number(credits["items"]!.AsArray().Single()!, "remaining");
    }

    private static async Task<JsonArray> AssertBooksAsync(FabricHost host, int documents, decimal receivable)
    {
        await host.UntilAsync("/api/v1/ledger/de01/entries", entries => entries["items"]!.AsArray().Count == documents);
        var balance = await ReadAsync(host, "/api/v1/ledger/de01/trial-balance?recount=true");
        Assert.True(balance["isBalanced"]!.GetValue<bool>() && balance["recount"]!["isExact"]!.GetValue<bool>(), balance.ToJsonString());
        var accounts = balance["accounts"]!.AsArray();
        Assert.Equal(receivable, Balance(accounts, "1200"));
        var run = await host.PostAsync("/api/v1/reconciliation/runs", """{"legalEntity":"de01"}""");
        Assert.Equal((201, "0"), (run.Status, run.Json!["breaks"]!.ToString()));
        return accounts;
    }

    private static decimal Balance(JsonArray accounts, string code) => accounts.Where(one => one!["account"]!.ToString() == code).Sum(one => Number(one!, "balance"));

    private static async Task<JsonNode> ReadAsync(FabricHost host, string path)
    {
        var answer = await host.GetAsync(path);
        Assert.True(answer.Status == 200, $"{path}: {answer.Status} {answer.Json}");
        return answer.Json!;
    }

    private static decimal Number(JsonNode node, string member) => decimal.Parse(node[member]!.ToString(), CultureInfo.InvariantCulture);
}
