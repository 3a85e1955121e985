using System.Globalization;
using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>From usage events to an invoice that finance can follow both ways; and every answer is as the OpenAPI document describes it.</summary>
public class When_an_invoice_is_asked_for
{
    private const string Invoice = "/api/v1/invoices/acme:20260301";

    [Fact]
    public async Task Should_show_state_lines_derivation_usage_and_journal_as_described()
    {
        await using var host = await FabricHost.StartAsync();
        var described = new SchemaCheck((await host.GetAsync("/api/openapi.json")).Json!);
        await CheckedAsync(host, described, "ImportCatalog", HttpMethod.Post, "/api/v1/catalog/import", SmallCatalog.Json);
        await SendUsageAsync(host, 3, "eu");
        await SendUsageAsync(host, 2, "us");
        await host.UntilAsync("/api/v1/usage/acme/20260301", usage => usage["eventCount"]?.ToString() == "5");
        await CheckedAsync(host, described, "ClosePeriod", HttpMethod.Post, "/api/v1/accounts/acme/periods/20260301/close", """{"force":true}""");
        await host.UntilAsync(Invoice, invoice => invoice["state"]!.ToString() == "posted");

        // 49.00 for the month; 2 requests at 0.50 and 3 at 0.25, the tiers run over both regions; 19 % on each line.
        var invoice = await CheckedAsync(host, described, "GetInvoice", HttpMethod.Get, Invoice);
        Assert.Equal(("DE-000001", "50.75", "9.64", "60.39"), (Text(invoice, "number"), Text(invoice, "subtotal"), Text(invoice, "taxTotal"), Text(invoice, "total")));
        Assert.Equal("posted", invoice["posting"]!["state"]!.ToString());
        Assert.Equal("5", Text(invoice, "usageEventCount"));

        var lines = (await CheckedAsync(host, described, "ListInvoiceLines", HttpMethod.Get, invoice["links"]!["lines"]!.ToString()))["items"]!.AsArray();
        Assert.Equal(["49.00", "1.75"], lines.Select(line => Text(line!, "amount")));
        var line = await CheckedAsync(host, described, "GetInvoiceLine", HttpMethod.Get, $"{Invoice}/lines/2");
        Assert.Equal(["2 x 0.50 = 1.00", "3 x 0.25 = 0.75"], line["derivation"]!["steps"]!.AsArray().Select(step => $"{step!["quantity"]} x {step["unitAmount"]} = {step["amount"]}"));

        var usage = (await CheckedAsync(host, described, "ListInvoiceLineUsage", HttpMethod.Get, $"{Invoice}/lines/2/usage?limit=1000"))["items"]!.AsArray();
        Assert.Equal(["eu-0", "eu-1", "eu-2", "us-0", "us-1"], usage.Select(record => Text(record!, "id")).Order());

        var journal = await CheckedAsync(host, described, "GetInvoiceJournal", HttpMethod.Get, invoice["links"]!["journal"]!.ToString());
        var booked = journal["entries"]![0]!["entry"]!["lines"]!.AsArray();
        Assert.Equal(booked.Sum(one => Number(one!, "debit")), booked.Sum(one => Number(one!, "credit")));
        Assert.Contains(booked, one => one!["product"]?.ToString() == "api" && one["invoiceLines"]!.ToJsonString() == "[2]");

        foreach (var filter in new[] { "account=acme", "legalEntity=de01", "legalEntity=de01&period=20260301&state=posted", "" })
        {
            var list = await CheckedAsync(host, described, "ListInvoices", HttpMethod.Get, $"/api/v1/invoices?{filter}");
            Assert.Equal(["acme:20260301"], list["items"]!.AsArray().Select(one => Text(one!, "id")));
        }

        Assert.Empty((await host.GetAsync("/api/v1/invoices?state=draft")).Json!["items"]!.AsArray());
        await CheckEverythingElseAsync(host, described);
    }

    private static async Task CheckEverythingElseAsync(FabricHost host, SchemaCheck described)
    {
        (string Operation, string Path)[] reads =
        [
            ("ListAccounts", "/api/v1/accounts"), ("GetAccount", "/api/v1/accounts/acme"), ("GetAccount", "/api/v1/accounts/none"), ("ListPlans", "/api/v1/plans"),
            ("GetPlan", "/api/v1/plans/scale/versions/1"), ("ListMeters", "/api/v1/meters"), ("ListSubscriptions", "/api/v1/subscriptions"), ("ListTaxTables", "/api/v1/tax-tables"),
            ("ListEventTypes", "/api/v1/event-types"), ("ListLegalEntities", "/api/v1/legal-entities"), ("ListSourceMappings", "/api/v1/source-mappings"), ("ListLanes", "/api/v1/lanes"),
            ("GetLane", "/api/v1/lanes/de01"), ("ListLanePostings", "/api/v1/lanes/de01/postings"), ("GetTrialBalance", "/api/v1/ledger/de01/trial-balance"),
            ("ListLedgerEntries", "/api/v1/ledger/de01/entries"), ("ListPeriods", "/api/v1/accounts/acme/periods"), ("ListInvoices", "/api/v1/invoices?limit=0"),
        ];
        foreach (var (operation, path) in reads)
        {
            await CheckedAsync(host, described, operation, HttpMethod.Get, path);
        }

        await CheckedAsync(host, described, "PreviewRating", HttpMethod.Post, "/api/v1/rating/preview", """{"plan":{"key":"scale","version":1},"usage":[{"meter":"requests","quantity":"5","group":{"region":"eu"}}]}""");
        await CheckedAsync(host, described, "PreviewRating", HttpMethod.Post, "/api/v1/rating/preview", """{"currency":"EUR"}""");
    }

    private static async Task<JsonNode> CheckedAsync(FabricHost host, SchemaCheck described, string operation, HttpMethod method, string path, string? json = null)
    {
        var answer = await host.SendAsync(method, path, json);
        Assert.True(answer.Status is < 500, $"{path}: {answer.Json}");
        Assert.Equal([], described.Check(operation, answer.Status, answer.Json));
        return answer.Json!;
    }

    private static async Task SendUsageAsync(FabricHost host, int count, string region)
    {
        var events = Enumerable.Range(0, count).Select(number => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"specversion":"1.0","id":"{{region}}-{{number}}","source":"test","type":"acme.request","subject":"C-1","time":"2026-03-1{{number}}T12:00:00Z","data":{"region":"{{region}}" } }"""));
        var sent = await host.SendAsync(HttpMethod.Post, "/usage/cloudevents", $"[{string.Join(',', events)}]", "application/cloudevents-batch+json");
        Assert.True(sent.Status is >= 200 and < 300, $"{sent.Status} {sent.Json}");
    }

    private static string Text(JsonNode node, string member) => node[member]!.ToString();

    private static decimal Number(JsonNode node, string member) => decimal.Parse(Text(node, member), CultureInfo.InvariantCulture);
}
