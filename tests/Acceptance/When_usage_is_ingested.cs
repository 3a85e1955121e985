using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>From the hub's door to usage records, with everything that can be wrong on the way; and every answer is as the OpenAPI document describes it.</summary>
public class When_usage_is_ingested
{
    private const string Unmapped = "/api/v1/quarantine/unmapped-customer~C-9";

    [Fact]
    public async Task Should_account_for_every_event_and_replay_what_was_mapped_later()
    {
        await using var host = await FabricHost.StartAsync();
        await host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json);
        var described = new SchemaCheck((await host.GetAsync("/api/openapi.json")).Json!);
        await SendAsync(host, Event("a"), Event("b"), Event("a"), Event("a", region: "us"), Event("c", subject: "C-9"), Event("d", subject: "C-9"), Event("e", data: "{}"), """{"no":"event"}""");
        await host.UntilAsync("/api/v1/ingest/conservation", report => Total(report, "usageEvents") == 8);

        var report = await CheckedAsync(host, described, "GetConservation", "/api/v1/ingest/conservation");
        Assert.All(report["items"]!.AsArray(), partition => Assert.True(partition!["closes"]!.GetValue<bool>(), partition.ToJsonString()));
        Assert.Equal((2, 1, 5, 0), (Total(report, "accepted"), Total(report, "duplicate"), Total(report, "quarantined"), Total(report, "excluded")));

        var groups = (await CheckedAsync(host, described, "ListQuarantineGroups", "/api/v1/quarantine"))["items"]!.AsArray();
        Assert.Equal(["conflicting-duplicate~test:1", "missing-field:1", "schema-violation~acme.request:1", "unmapped-customer~C-9:2"], groups.Select(group => $"{group!["id"]}:{group["count"]}").Order());
        await CheckedAsync(host, described, "GetQuarantineGroup", Unmapped);
        var kept = (await CheckedAsync(host, described, "ListQuarantinedEvents", $"{Unmapped}/events?limit=1"))["items"]!.AsArray();
        Assert.Contains("\"C-9\"", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(kept[0]!["raw"]!.ToString())), StringComparison.Ordinal);

        await host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json.Replace("\"C-1\"]", "\"C-1\", \"C-9\"]", StringComparison.Ordinal));
        var replayed = await CheckedAsync(host, described, "ReplayQuarantineGroup", $"{Unmapped}/replay", HttpMethod.Post);
        Assert.Equal(("2", "2", "0"), (replayed["replayed"]!.ToString(), replayed["accepted"]!.ToString(), replayed["remaining"]!.ToString()));
        var discarded = await CheckedAsync(host, described, "DiscardQuarantineGroup", "/api/v1/quarantine/missing-field/discard", HttpMethod.Post, """{"reason":"not ours"}""");
        Assert.Equal("1", discarded["discarded"]!.ToString());
        report = await CheckedAsync(host, described, "GetConservation", "/api/v1/ingest/conservation");
        Assert.Equal((4, 1, 2, 1), (Total(report, "accepted"), Total(report, "duplicate"), Total(report, "quarantined"), Total(report, "excluded")));
        await CheckLineageAsync(host, described);
    }

    private static async Task CheckLineageAsync(FabricHost host, SchemaCheck described)
    {
        var usage = await CheckedAsync(host, described, "GetUsage", "/api/v1/usage/acme/20260301");
        Assert.Equal(("open", "4"), (usage["state"]!.ToString(), usage["eventCount"]!.ToString()));
        var records = (await CheckedAsync(host, described, "ListUsageRecords", "/api/v1/usage/acme/20260301/records?meter=requests&group.region=eu&limit=3"));
        Assert.Equal(3, records["items"]!.AsArray().Count);
        records = await CheckedAsync(host, described, "ListUsageRecords", $"/api/v1/usage/acme/20260301/records?meter=requests&group.region=eu&limit=3&cursor={Uri.EscapeDataString(records["next"]!.ToString())}");
        Assert.Single(records["items"]!.AsArray());

        var record = await CheckedAsync(host, described, "FindUsageRecord", "/api/v1/usage/events?source=test&id=c&account=C-9&time=2026-03-10T12:00:00Z");
        Assert.Equal(("c", "20260301", "acme"), (record["id"]!.ToString(), record["periodKey"]!.ToString(), record["accountId"]!.ToString()));
        Assert.Equal(record.ToJsonString(), (await CheckedAsync(host, described, "FindUsageRecord", "/api/v1/usage/events?source=test&id=c&account=acme")).ToJsonString());
        var ledger = await CheckedAsync(host, described, "GetLedgerEvent", $"/api/v1/ingest/ledger/{record["hubPartition"]}/{record["sequenceNumber"]}");
        Assert.Equal("accepted", ledger["events"]!.AsArray().First(one => one!["index"]!.ToString() == record["index"]!.ToString())!["outcome"]!.ToString());
    }

    private static async Task<JsonNode> CheckedAsync(FabricHost host, SchemaCheck described, string operation, string path, HttpMethod? method = null, string? json = null)
    {
        var answer = await host.SendAsync(method ?? HttpMethod.Get, path, json);
        Assert.True(answer.Status == 200, $"{path}: {answer.Status} {answer.Json}");
        Assert.Equal([], described.Check(operation, answer.Status, answer.Json));
        return answer.Json!;
    }

    private static async Task SendAsync(FabricHost host, params string[] events)
    {
        // One request after the other, to one partition: which of two conflicting events came first must be sure, and partitions are read side by side.
        foreach (var one in events)
        {
            var sent = await host.SendAsync(HttpMethod.Post, "/usage/cloudevents?partitionKey=test", $"[{one}]", "application/cloudevents-batch+json");
            Assert.True(sent.Status is >= 200 and < 300, $"{sent.Status} {sent.Json}");
        }
    }

    private static long Total(JsonNode report, string name) => report["items"]!.AsArray().Sum(partition => long.Parse(partition!["totals"]![name]!.ToString(), System.Globalization.CultureInfo.InvariantCulture));

    private static string Event(string id, string subject = "C-1", string region = "eu", string? data = null) =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"test","type":"acme.request","subject":"{{subject}}","time":"2026-03-10T12:00:00Z","data":{{data ?? $"{{\"region\":\"{region}\"}}"}} }""";
}
