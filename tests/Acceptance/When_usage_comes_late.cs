using System.Globalization;
using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>Usage arrives when its period is billed: what each policy makes of it, on the invoice that it lands on. March is billed, April comes after it.</summary>
public class When_usage_comes_late
{
    private const string March = "20260301";
    private const string April = "20260401";

    [Fact]
    public async Task Should_be_billed_rebilled_held_or_written_off_as_the_contract_says()
    {
        await using var host = await FabricHost.StartAsync();
        var described = new SchemaCheck((await host.GetAsync("/api/openapi.json")).Json!);
        Assert.Equal(200, (await host.PostAsync("/api/v1/catalog/import", Catalog)).Status);
        string[] accounts = ["next", "rebill", "hold", "writeoff"];
        await SendAsync(host, [.. accounts.Select(account => Event(account, "march", "2026-03-10T12:00:00Z", 15))]);
        await host.UntilAsync("/api/v1/ingest/conservation", report => Total(report, "accepted") == 4);
        foreach (var account in accounts)
        {
            await CloseAsync(host, account, March);
        }

        await SendAsync(host, [.. accounts.Select(account => Event(account, "late", "2026-03-20T12:00:00Z", 1)), .. accounts.Select(account => Event(account, "april", "2026-04-02T12:00:00Z", 4))]);
        var report = await host.UntilAsync("/api/v1/ingest/conservation", all => Total(all, "usageEvents") == 12);
        Assert.Equal((10L, 1L, 1L), (Total(report, "accepted"), Total(report, "quarantined"), Total(report, "excluded")));

        await ReleaseAsync(host, described);
        foreach (var account in accounts)
        {
            // What is shown now is what closing now issues.
            var upcoming = await UpcomingAsync(host, described, account);
            await CloseAsync(host, account, April);
            var issued = await LinesAsync(host, account);
            Assert.Equal(upcoming["invoice"]!["lines"]!.ToJsonString(), issued.ToJsonString());
        }

        // 15 of volume at 10 up to 15 and 5 above. 4 in April; 5 with what came late; March with it is 16 at 5.
        Assert.Equal(["usage 40.00", "lateUsage 10.00 of 20260301: 1"], await FiguresAsync(host, "next"));
        Assert.Equal(["usage 40.00", "correction -150.00 of 20260301: -15", "lateUsage 80.00 of 20260301: 16"], await FiguresAsync(host, "rebill"));
        Assert.Equal(["usage 40.00", "lateUsage 10.00 of 20260301: 1"], await FiguresAsync(host, "hold"));
        Assert.Equal(["usage 40.00"], await FiguresAsync(host, "writeoff"));
        await AssertLineageAsync(host, "rebill", 3, "late");
        await AssertLineageAsync(host, "next", 2, "late");
        await AssertLineageAsync(host, "next", 1, "april");
        Assert.Equal("late-write-off", (await OutcomeAsync(host, "writeoff"))["note"]!.ToString());

        report = (await host.GetAsync("/api/v1/ingest/conservation")).Json!;
        Assert.All(report["items"]!.AsArray(), partition => Assert.True(partition!["closes"]!.GetValue<bool>(), partition.ToJsonString()));
        Assert.Equal((11L, 0L, 1L), (Total(report, "accepted"), Total(report, "quarantined"), Total(report, "excluded")));
        Assert.Empty((await host.GetAsync("/api/v1/exceptions")).Json!["items"]!.AsArray());
    }

    [Fact]
    public async Task Should_refuse_what_makes_no_sense()
    {
        await using var host = await FabricHost.StartAsync();
        await host.PostAsync("/api/v1/catalog/import", Catalog);
        await SendAsync(host, Event("nobody", "a", "2026-03-10T12:00:00Z", 1));
        await host.UntilAsync("/api/v1/quarantine", page => page["items"]!.AsArray().Count == 1);

        Assert.Equal(409, (await host.PostAsync("/api/v1/quarantine/unmapped-customer~nobody/release", """{"action":"bill"}""")).Status);
        Assert.Equal(404, (await host.PostAsync("/api/v1/quarantine/late-usage~next.20260301/release", """{"action":"bill"}""")).Status);
        Assert.Equal(400, (await host.PostAsync("/api/v1/quarantine/unmapped-customer~nobody/release", """{"action":"keep"}""")).Status);
        Assert.Equal(400, (await host.PostAsync("/api/v1/quarantine/unmapped-customer~nobody/release?limit=0", """{"action":"bill"}""")).Status);
        Assert.Equal(404, (await host.GetAsync("/api/v1/accounts/nobody/upcoming-invoice")).Status);
        Assert.Equal(400, (await host.GetAsync("/api/v1/accounts/next/upcoming-invoice?period=20260302")).Status);
        await CloseAsync(host, "next", March, expectInvoice: false);
        Assert.Equal(409, (await host.GetAsync($"/api/v1/accounts/next/upcoming-invoice?period={March}")).Status);
    }

    private static async Task ReleaseAsync(FabricHost host, SchemaCheck described)
    {
        var waiting = Assert.Single((await host.GetAsync("/api/v1/exceptions")).Json!["items"]!.AsArray())!;
        Assert.Equal(("late-usage", "revenue-operations"), (Text(waiting, "code"), Text(waiting, "owner")));
        var released = await host.PostAsync($"/api/v1/quarantine/{Text(waiting, "subject")}/release", """{"action":"bill"}""");
        Assert.Equal([], described.Check("ReleaseHeldUsage", released.Status, released.Json));
        Assert.Equal((200, "1"), (released.Status, Text(released.Json!, "accepted")));
    }

    private static async Task<JsonNode> UpcomingAsync(FabricHost host, SchemaCheck described, string account)
    {
        var answer = await host.GetAsync($"/api/v1/accounts/{account}/upcoming-invoice?period={April}");
        Assert.True(answer.Status == 200, $"{account}: {answer.Status} {answer.Json}");
        Assert.Equal([], described.Check("GetUpcomingInvoice", answer.Status, answer.Json));
        var notes = answer.Json!["invoice"]!["notes"]!.AsArray().Select(note => note!.ToString());
        Assert.Equal(account == "writeoff" ? ["Not charged: 1 usage events of Calls (1 call) of the period 20260301 arrived after it was closed."] : [], notes);
        return answer.Json;
    }

    private static async Task CloseAsync(FabricHost host, string account, string period, bool expectInvoice = true)
    {
        Assert.Equal(202, (await host.PostAsync($"/api/v1/accounts/{account}/periods/{period}/close", """{"force":true}""")).Status);
        var saga = await host.UntilAsync($"/api/v1/sagas/invoice:{account}:{period}", saga => Text(saga["saga"]!, "state") == "completed");
        Assert.Equal(expectInvoice, saga["saga"]!["invoiceId"] is not null);
    }

    private static async Task<JsonArray> LinesAsync(FabricHost host, string account) =>
        (await host.GetAsync($"/api/v1/invoices/{account}:{April}/lines")).Json!["items"]!.AsArray();

    private static async Task<IEnumerable<string>> FiguresAsync(FabricHost host, string account) => (await LinesAsync(host, account)).Select(line =>
        line!["correctedPeriod"] is { } corrected ? $"{line["kind"]} {line["amount"]} of {corrected}: {line["quantity"]}" : $"{line["kind"]} {line["amount"]}");

    private static async Task AssertLineageAsync(FabricHost host, string account, int line, string id)
    {
        var records = (await host.GetAsync($"/api/v1/invoices/{account}:{April}/lines/{line}/usage")).Json!["items"]!.AsArray();
        Assert.Equal([$"{account}-{id}"], records.Select(record => Text(record!, "id")));
    }

    // The event went to one partition, under a sequence number that only its hub knows: it is the excluded one.
    private static async Task<JsonNode> OutcomeAsync(FabricHost host, string account)
    {
        for (var sequence = 0; ; sequence++)
        {
            var hub = (await host.GetAsync($"/api/v1/ingest/ledger/{PartitionOf(await host.GetAsync("/api/v1/ingest/conservation"))}/{sequence}")).Json!;
            if (hub["events"]?.AsArray().FirstOrDefault(one => one!["outcome"]!.ToString() == "excluded") is { } found)
            {
                return found;
            }

            Assert.True(hub["events"] is not null, $"No event of {account} is excluded.");
        }
    }

    private static string PartitionOf(FabricClient.Answer conservation) =>
        conservation.Json!["items"]!.AsArray().First(partition => partition!["totals"]!["usageEvents"]!.ToString() != "0")!["partition"]!.ToString();

    private static async Task SendAsync(FabricHost host, params string[] events)
    {
        var sent = await host.SendAsync(HttpMethod.Post, "/usage/cloudevents?partitionKey=late", $"[{string.Join(',', events)}]", "application/cloudevents-batch+json");
        Assert.True(sent.Status is >= 200 and < 300, $"{sent.Status} {sent.Json}");
    }

    private static string Event(string account, string id, string time, int value) =>
        $$$"""{"specversion":"1.0","id":"{{{account}}}-{{{id}}}","source":"test","type":"calls","subject":"{{{account}}}","time":"{{{time}}}","data":{"n":{{{value}}}}}""";

    private static long Total(JsonNode report, string name) => report["items"]!.AsArray().Sum(partition => long.Parse(partition!["totals"]![name]!.ToString(), CultureInfo.InvariantCulture));

    private static string Text(JsonNode node, string name) => node[name]!.ToString();

    private const string Catalog = """
        {
          "legalEntities": [{"id": "de01", "name": "Acme GmbH", "currency": "EUR", "jurisdiction": "DE", "invoicePrefix": "DE-"}],
          "taxTables": [{"jurisdiction": "DE", "rates": [{"taxClass": "standard", "name": "USt 19 %", "rate": "0.19"}]}],
          "eventTypes": [{"type": "calls"}],
          "meters": [{"key": "calls", "name": "Calls", "eventType": "calls", "aggregation": "sum", "unit": "call", "value": "n"}],
          "plans": [{"key": "calls", "version": 1, "name": "Calls", "currency": "EUR", "rateCards": [
            {"key": "calls", "product": "api", "name": "Calls", "meter": "calls", "price": {"model": "volume", "tiers": [{"upTo": "15", "unitAmount": "10"}, {"unitAmount": "5"}]}}]}],
          "accounts": [
            {"id": "next", "name": "Next", "legalEntityId": "de01", "timeZone": "Europe/Berlin", "jurisdiction": "DE"},
            {"id": "rebill", "name": "Rebill", "legalEntityId": "de01", "timeZone": "Europe/Berlin", "jurisdiction": "DE"},
            {"id": "hold", "name": "Hold", "legalEntityId": "de01", "timeZone": "Europe/Berlin", "jurisdiction": "DE", "lateUsage": "hold"},
            {"id": "writeoff", "name": "Write-off", "legalEntityId": "de01", "timeZone": "Europe/Berlin", "jurisdiction": "DE", "lateUsage": "writeOff"}],
          "subscriptions": [
            {"id": "s-next", "accountId": "next", "planKey": "calls", "planVersion": 1, "from": "2026-01-01T00:00:00+01:00"},
            {"id": "s-rebill", "accountId": "rebill", "planKey": "calls", "planVersion": 1, "from": "2026-01-01T00:00:00+01:00", "lateUsage": "creditAndRebill"},
            {"id": "s-hold", "accountId": "hold", "planKey": "calls", "planVersion": 1, "from": "2026-01-01T00:00:00+01:00"},
            {"id": "s-writeoff", "accountId": "writeoff", "planKey": "calls", "planVersion": 1, "from": "2026-01-01T00:00:00+01:00"}]
        }
        """;
}
