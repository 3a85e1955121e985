using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>What goes wrong shows in the figures of the fabric, and what is mended goes out of them again.</summary>
public sealed class When_the_fabric_is_measured
{
    private const string Metrics = "/api/v1/operations/metrics";
    private const string Close = "/api/v1/accounts/acme/periods/20260301/close";
    private const string Saga = "/api/v1/sagas/invoice:acme:20260301";

    [Fact]
    public async Task Should_show_usage_of_unknown_customers_until_they_are_known()
    {
        await using var host = await StartAsync();
        Assert.Equal("ok", await StateAsync(host, "quarantine"));
        await SendAsync(host, "1", "C-7");
        await SendAsync(host, "2", "C-7");
        await SendAsync(host, "3", "C-8");
        await UntilAsync(host, "revenue.customers.unmatched", "2");
        Assert.Equal("3", await ValueAsync(host, "revenue.quarantine.events"));
        Assert.Equal("2", await ValueAsync(host, "revenue.exceptions.open", "quarantine"));
        Assert.Equal("attention", await StateAsync(host, "quarantine"));

        foreach (var alias in new[] { "C-7", "C-8" })
        {
            Assert.Equal(200, (await host.PostAsync("/api/v1/accounts/acme/aliases", $$"""{"alias":"{{alias}}"}""")).Status);
            Assert.Equal(200, (await host.SendAsync(HttpMethod.Post, $"/api/v1/quarantine/unmapped-customer~{alias}/replay")).Status);
        }

        await UntilAsync(host, "revenue.customers.unmatched", "0");
        Assert.Equal(("ok", "0"), (await StateAsync(host, "quarantine"), await ValueAsync(host, "revenue.exceptions.open", "quarantine")));
    }

    [Fact]
    public async Task Should_show_a_blocked_lane_and_the_failed_saga_behind_it()
    {
        await using var host = await StartAsync();
        await SendAsync(host, "1", "C-1");
        Assert.Equal(200, (await host.PostAsync("/api/v1/ledger/de01/faults", """{"kind":"reject","times":1,"text":"Closed."}""")).Status);
        Assert.Equal(202, (await host.PostAsync(Close, """{"force":true}""")).Status);
        await UntilAsync(host, "revenue.posting.blocked_lanes", "1");
        Assert.Equal("breach", await StateAsync(host, "blockedLane"));
        await UntilAsync(host, "revenue.exceptions.open", "1", "posting");
        Assert.NotEqual("0", await ValueAsync(host, "revenue.posting.oldest_waiting"));

        Assert.Equal(200, (await host.PostAsync("/api/v1/lanes/de01/skip", """{"reason":"Wrong customer."}""")).Status);
        await UntilAsync(host, "revenue.posting.blocked_lanes", "0");
        var asked = await host.UntilAsync("/api/v1/exceptions?kind=saga", cases => cases["items"]!.AsArray().Count == 1);
        Assert.Equal("1", await ValueAsync(host, "sagas.waiting_for_a_person"));
        await ResolveAsync(host, asked["items"]![0]!, "abort");
        await host.UntilAsync(Saga, saga => Text(saga["saga"]!, "state") == "compensated");
        await UntilAsync(host, "revenue.sagas.failed", "1");
        Assert.Equal("breach", await StateAsync(host, "sagasFailed"));

        Assert.Equal(202, (await host.PostAsync(Close, """{"force":true,"again":true}""")).Status);
        await host.UntilAsync(Saga, saga => Text(saga["saga"]!, "state") == "completed");
        await ResolveAsync(host, (await host.GetAsync("/api/v1/exceptions?kind=saga")).Json!["items"]![0]!, "resolve");
        Assert.Equal(("ok", "0"), (await StateAsync(host, "sagasFailed"), await ValueAsync(host, "revenue.posting.oldest_waiting")));
    }

    [Fact]
    public async Task Should_show_breaks_until_the_books_agree()
    {
        await using var host = await StartAsync(("Reconciliation:PostingTolerance", "00:00:00"));
        Assert.Equal(200, (await host.PostAsync("/api/v1/ledger/de01/faults", """{"kind":"reject","times":1,"text":"Closed."}""")).Status);
        Assert.Equal(202, (await host.PostAsync(Close, """{"force":true}""")).Status);
        await UntilAsync(host, "revenue.posting.blocked_lanes", "1");
        Assert.Equal(201, (await host.PostAsync("/api/v1/reconciliation/runs", """{"legalEntity":"de01"}""")).Status);
        Assert.Equal("1", await ValueAsync(host, "revenue.reconciliation.breaks", "postingMissing"));
        Assert.Equal(("breach", "1"), (await StateAsync(host, "breaks"), await ValueAsync(host, "revenue.exceptions.open", "reconciliationBreak")));

        Assert.Equal(200, (await host.PostAsync("/api/v1/lanes/de01/retry", """{"reason":"Open again."}""")).Status);
        await host.UntilAsync(Saga, saga => Text(saga["saga"]!, "state") == "completed");
        Assert.Equal(201, (await host.PostAsync("/api/v1/reconciliation/runs", """{"legalEntity":"de01"}""")).Status);
        Assert.Equal(("ok", "0"), (await StateAsync(host, "breaks"), await ValueAsync(host, "revenue.exceptions.open", "reconciliationBreak")));
        Assert.Null(await ValueAsync(host, "revenue.reconciliation.breaks"));
    }

    [Fact]
    public async Task Should_count_what_happens_and_publish_by_the_clock_how_it_stands()
    {
        using var meters = new RecordedMeters();
        await using var host = await FabricHost.StartAsync(options => options with
        {
            Settings = new Dictionary<string, string?> { ["MeasureSchedule"] = "* * * * * *" },
            ConfigureServices = services => services.AddSingleton<System.Diagnostics.Metrics.IMeterFactory>(meters),
        });
        await host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json);
        foreach (var (id, subject) in new[] { ("1", "C-1"), ("2", "C-1"), ("2", "C-1"), ("3", "C-9") })
        {
            await SendAsync(host, id, subject);
        }

        await host.UntilAsync("/api/v1/ingest/conservation", proof => proof["items"]!.AsArray().Sum(partition => partition!["totals"]!["usageEvents"]!.GetValue<int>()) == 4);
        Assert.Equal(202, (await host.PostAsync(Close, """{"force":true}""")).Status);
        await host.UntilAsync(Saga, saga => Text(saga["saga"]!, "state") == "completed");
        Assert.Equal(
            (2d, 1d, 1d),
            (meters.Sum("revenue.ingest.events", ("outcome", "accepted")), meters.Sum("revenue.ingest.events", ("outcome", "duplicate")), meters.Sum("revenue.ingest.events", ("outcome", "quarantined"))));
        Assert.Equal(1, meters.Sum("revenue.posting.attempts", ("legal_entity", "de01"), ("outcome", "posted")));
        Assert.Single(meters.Of("revenue.posting.latency", ("legal_entity", "de01")));
        Assert.Single(meters.Of("revenue.invoice.latency"));

        IReadOnlyList<RecordedMeters.Reading> seen = [];
        await host.UntilAsync(Metrics, _ => (seen = meters.Observe()).Any(reading => reading.Instrument == "revenue.customers.unmatched" && reading.Value == 1));
        Assert.Contains(seen, reading => reading.Instrument == "revenue.quarantine.events" && reading.Tags["reason"] == "unmapped-customer" && reading.Value == 1);
        Assert.Contains(seen, reading => reading.Instrument == "revenue.ingest.completeness" && reading.Value == 1);
    }

    [Fact]
    public async Task Should_tell_a_person_what_each_figure_means_and_where_to_act()
    {
        await using var host = await StartAsync();
        var metrics = (await host.GetAsync(Metrics)).Json!;
        foreach (var figure in metrics["sections"]!.AsArray().SelectMany(section => section!["figures"]!.AsArray()))
        {
            Assert.True(Text(figure!, "meaning").EndsWith('.') && Text(figure!, "unit").Length > 0, figure!.ToJsonString());
            var act = Text(figure, "act");
            var answer = await host.SendAsync(act == "/api/v1/periods/close" ? HttpMethod.Options : HttpMethod.Get, act);
            Assert.True(answer.Status is 200 or 405, $"{act} answers {answer.Status}");
        }
    }

    private static async Task<FabricHost> StartAsync(params (string Name, string Value)[] settings)
    {
        var host = await FabricHost.StartAsync(options => options with { Settings = settings.ToDictionary(one => one.Name, one => (string?)one.Value) });
        await host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json);
        return host;
    }

    private static async Task SendAsync(FabricHost host, string id, string subject) => Assert.Equal(
        202,
        (await host.SendAsync(
            HttpMethod.Post, "/usage/cloudevents",
            $$$"""{"specversion":"1.0","id":"{{{id}}}","source":"test","type":"acme.request","subject":"{{{subject}}}","time":"2026-03-10T10:00:00Z","data":{"region":"eu"}}""",
            "application/cloudevents+json")).Status);

    private static async Task ResolveAsync(FabricHost host, JsonNode open, string action) => Assert.Equal(
        200, (await host.PostAsync($"/api/v1/exceptions/{Uri.EscapeDataString(Text(open, "id"))}/resolve", $$"""{"action":"{{action}}","note":"In a test."}""")).Status);

    private static Task UntilAsync(FabricHost host, string name, string value, string? of = null) => host.UntilAsync(Metrics, metrics => Value(metrics, name, of) == value);

    private static async Task<string?> ValueAsync(FabricHost host, string name, string? of = null) => Value((await host.GetAsync(Metrics)).Json!, name, of);

    private static string? Value(JsonNode metrics, string name, string? of) => metrics["sections"]!.AsArray()
        .SelectMany(section => section!["figures"]!.AsArray())
        .Where(figure => Text(figure!, "name") == name && (of is null || figure!["of"]!.AsObject().Any(tag => tag.Value!.ToString() == of)))
        .Select(figure => Text(figure!, "value"))
        .FirstOrDefault();

    private static async Task<string> StateAsync(FabricHost host, string alert) =>
        Text((await host.GetAsync(Metrics)).Json!["alerts"]!.AsArray().Single(one => Text(one!, "key") == alert)!, "state");

    private static string Text(JsonNode node, string member) => node[member]!.ToString();
}
