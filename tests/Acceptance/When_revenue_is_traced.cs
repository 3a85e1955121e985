using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RevenueFunctions.Telemetry;
using RevenueFunctions.Tests.Harness.Telemetry;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>One usage event, from the producer's span to the line in the books: what a collector gets of it over OTLP.</summary>
public class When_revenue_is_traced
{
    private const string Id = "acme:20260301";
    private const string ProducersTrace = "0af7651916cd43dd8448eb211c80319c";
    private const string ProducersSpan = "b7ad6b7169203331";
    private const int Server = 2;
    private const string Secret = "Very-Secret-Key-0123456789-abcdef";

    [Fact]
    public async Task Should_follow_one_usage_event_to_its_journal_line_under_one_id()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        string trace;
        await using (var host = await StartAsync(collector, "followed"))
        {
            await host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json);
            await SendAsync(host);
            await CloseAsync(host);
            var journal = (await host.GetAsync($"/api/v1/invoices/{Id}/journal")).Json!;
            var document = (await host.GetAsync($"/api/v1/ledger/de01/entries/invoice:{Id}")).Json!;
            Assert.Equal((Id, Id), (journal["correlationId"]!.ToString(), document["correlationId"]!.ToString()));
            await CheckLineageAsync(host, document["reference"]!.ToString());
            trace = await TraceOfCallAsync(host, $"/api/v1/invoices/{Id}?code={Secret}");
        }

        Assert.Equal(Id, Assert.Single(collector.Spans, span => span.Kind == Server && span.TraceId == trace).Attributes[FabricTags.CorrelationId]);
        CheckSpans(collector);
        CheckLogs(collector);
        Assert.Contains("revenue-functions", collector.Services);
        Assert.Superset(new HashSet<string> { InstrumentNames.IngestEvents, InstrumentNames.PostingAttempts, InstrumentNames.InvoiceLatency, InstrumentNames.PostingLatency }, collector.Metrics.ToHashSet());
        Assert.False(collector.Contains(Secret), "A key in an address was exported.");
        Assert.False(collector.Contains("region\":"), "A payload was exported.");
    }

    /// <summary>Several hosts in one process, each with a collector of its own: nobody gets what another one did.</summary>
    [Fact]
    public async Task Should_not_send_one_hosts_spans_to_anothers_collector()
    {
        await using var ours = await OtlpReceiver.StartAsync();
        await using var theirs = await OtlpReceiver.StartAsync();
        await using (var other = await StartAsync(theirs, "theirs"))
        await using (var host = await StartAsync(ours, "ours"))
        {
            await host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json);
            await other.PostAsync("/api/v1/catalog/import", SmallCatalog.Json.Replace("\"acme\"", "\"other\"", StringComparison.Ordinal));
            await CloseAsync(host);
        }

        Assert.Contains(ours.Spans, span => span.Name == "FreezeUsage");
        Assert.DoesNotContain(theirs.Spans, span => span.Scope.StartsWith(FabricTracing.Name, StringComparison.Ordinal));
        Assert.DoesNotContain(theirs.Logs, log => log.Attributes.ContainsKey(FabricTags.CorrelationId));
    }

    [Fact]
    public async Task Should_refuse_to_start_with_a_collectors_address_that_is_none()
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => FabricHost.StartAsync(options => options with
        {
            Settings = new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "collector:4317", ["OTEL_TRACES_SAMPLER"] = "traceidratio", ["OTEL_TRACES_SAMPLER_ARG"] = "ten percent" },
        }));
        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT", refused.Message, StringComparison.Ordinal);
        Assert.Contains("OTEL_TRACES_SAMPLER_ARG", refused.Message, StringComparison.Ordinal);
    }

    private static void CheckSpans(OtlpReceiver collector)
    {
        var trace = Correlation.TraceIdOf(Id).ToHexString();
        var ingest = Assert.Single(collector.Spans, span => span.Name == "process usage");
        Assert.Contains((ProducersTrace, ProducersSpan), ingest.Links);
        Assert.Contains(ingest.Links, link => link.TraceId == trace);
        Assert.Equal((Id, "1", "usage"), (ingest.Attributes[FabricTags.CorrelationId], ingest.Attributes["revenue.ingest.accepted"], ingest.Attributes["messaging.destination.name"]));

        var inTrace = collector.Spans.Where(span => span.TraceId == trace).ToList();
        string[] way = ["StartSaga", "FreezeUsage", "RateUsage", "IssueInvoice", "PostInvoice", "PostEntry", "erp post", "ReconcilePeriod", "erp find", "CloseUsage", "PublishInvoice", "EndSaga"];
        Assert.Equal(way.Order(StringComparer.Ordinal), inTrace.Select(span => span.Name).Distinct().Order(StringComparer.Ordinal));
        Assert.All(inTrace, span => Assert.True(span.Attributes.GetValueOrDefault(FabricTags.CorrelationId) == Id, $"{span} has another id."));
        Assert.All(inTrace, span => Assert.False(span.IsError, $"{span} failed."));

        // The call that closed the period is in a trace of its own, marked with the id, and linked from where the saga's trace begins.
        var call = Assert.Single(collector.Spans, span => span.Kind == Server && span.Attributes.GetValueOrDefault(FabricTags.CorrelationId) == Id && span.Name.StartsWith("POST", StringComparison.Ordinal));
        Assert.Contains((call.TraceId, call.SpanId), Assert.Single(inTrace, span => span.Name == "StartSaga").Links);
    }

    private static void CheckLogs(OtlpReceiver collector)
    {
        var posted = Assert.Single(collector.Logs, log => log.Body.StartsWith($"Posting invoice:{Id}", StringComparison.Ordinal));
        Assert.Equal((Id, Correlation.TraceIdOf(Id).ToHexString()), (posted.Attributes[FabricTags.CorrelationId], posted.TraceId));
        Assert.All(collector.Logs.Where(log => log.Body.Contains($"of invoice:{Id}", StringComparison.Ordinal)), log => Assert.Equal(Id, log.Attributes[FabricTags.CorrelationId]));
        Assert.Contains(collector.Logs, log => log.Body.StartsWith("IssueInvoice of invoice:", StringComparison.Ordinal));
    }

    /// <summary>From (source, id) to the journal line, by what the API answers alone.</summary>
    private static async Task CheckLineageAsync(FabricHost host, string reference)
    {
        var record = (await host.GetAsync("/api/v1/usage/events?source=test&id=followed&account=acme")).Json!;
        Assert.Equal(Id, Correlation.OfPeriod(record["accountId"]!.ToString(), record["periodKey"]!.ToString()));
        var line = (await host.GetAsync($"/api/v1/invoices/{Id}/lines")).Json!["items"]!.AsArray().Single(one => one!["product"]!.ToString() == "api")!;
        var used = (await host.GetAsync($"/api/v1/invoices/{Id}/lines/{line["number"]}/usage")).Json!;
        Assert.Contains("followed", used.ToJsonString(), StringComparison.Ordinal);
        var entries = (await host.GetAsync($"/api/v1/invoices/{Id}/journal")).Json!["entries"]!.AsArray();
        Assert.Equal(reference, Assert.Single(entries)!["reference"]!.ToString());
        Assert.Contains(entries[0]!["entry"]!["lines"]!.AsArray(), booked => booked!["invoiceLines"]?.AsArray().Any(number => number!.ToString() == line["number"]!.ToString()) == true);
    }

    /// <summary>The trace that an answer says it was made in.</summary>
    private static async Task<string> TraceOfCallAsync(FabricHost host, string path)
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        using var answer = await client.GetAsync(path);
        return Assert.Single(answer.Headers.GetValues("traceresponse")).Split('-')[1];
    }

    private static Task<FabricHost> StartAsync(OtlpReceiver collector, string name) => FabricHost.StartAsync(
        options => options with
        {
            Settings = collector.Settings,
            ConfigureServices = services => services.AddSingleton(provider => new FabricTracing(1, provider.GetRequiredService<ILoggerFactory>(), $"{FabricTracing.Name}.{name}")),
        });

    private static async Task SendAsync(FabricHost host)
    {
        var sent = await host.SendAsync(
            HttpMethod.Post, "/usage/cloudevents",
            $$"""[{"specversion":"1.0","id":"followed","source":"test","type":"acme.request","subject":"C-1","time":"2026-03-10T12:00:00Z","traceparent":"00-{{ProducersTrace}}-{{ProducersSpan}}-01","data":{"region":"eu"} }]""",
            "application/cloudevents-batch+json");
        Assert.True(sent.Status is >= 200 and < 300, $"{sent.Status} {sent.Json}");
        await host.UntilAsync("/api/v1/usage/acme/20260301", usage => usage["eventCount"]!.ToString() == "1");
    }

    private static async Task CloseAsync(FabricHost host)
    {
        var closed = await host.PostAsync("/api/v1/accounts/acme/periods/20260301/close", """{"force":true}""");
        Assert.True(closed.Status == 202, $"{closed.Status} {closed.Json}");
        await host.UntilAsync($"/api/v1/sagas/invoice:{Id}", saga => saga["saga"]!["state"]!.ToString() == "completed");
    }
}
