using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Invoicing;
using RevenueFunctions.Functions.Telemetry;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Telemetry;
using RevenueFunctions.Tests.Harness.Telemetry;

namespace RevenueFunctions.Tests.Contract.Telemetry;

/// <summary>What the composed exporters send to a collector: by the sampler asked for, without replays, without calls of others.</summary>
public class ExporterTests
{
    /// <summary>All spans of a period or none, about the part of the periods that was asked for, and the same in the next process.</summary>
    [Theory]
    [InlineData("parentbased_traceidratio", "0.25", 0.25)]
    [InlineData("traceidratio", "0.25", 0.25)]
    [InlineData("parentbased_always_off", null, 0.0)]
    [InlineData("parentbased_always_on", null, 1.0)]
    [InlineData(null, null, 1.0)]
    public async Task Sampler_OfTheSettings_KeepsWholePeriodsOfThatPart(string? sampler, string? argument, double share)
    {
        var first = await SampledAsync(sampler, argument);
        Assert.InRange(first.Count / 400.0, share - 0.08, share + 0.08);
        Assert.Equal(first, await SampledAsync(sampler, argument));
    }

    [Fact]
    public async Task Protocol_NotNamed_IsGrpc()
    {
        await using var collector = await OtlpReceiver.StartGrpcAsync();
        await using (var services = Compose(collector, nameof(Protocol_NotNamed_IsGrpc)))
        {
            services.GetRequiredService<TracerProvider>();
            services.GetRequiredService<FabricTracing>().Start("step", ActivityKind.Internal, "acme:20260301")!.Dispose();
        }

        Assert.Equal("acme:20260301", Assert.Single(collector.Spans).Attributes[FabricTags.CorrelationId]);
        Assert.Contains("revenue-functions", collector.Services);
    }

    [Fact]
    public async Task Worker_SpansOfReplays_AreLeftOut()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using (var services = Compose(collector, nameof(Worker_SpansOfReplays_AreLeftOut), source: ReplaySpans.Worker))
        {
            services.GetRequiredService<TracerProvider>();
            using var worker = new ActivitySource(ReplaySpans.Worker);
            for (var episode = 0; episode < 5; episode++)
            {
                worker.StartActivity("function InvoiceSaga")!.Dispose();
            }

            worker.StartActivity("function FreezeUsage")!.Dispose();
        }

        Assert.Equal(["function FreezeUsage"], collector.Spans.Select(span => span.Name));
    }

    [Fact]
    public async Task TaxEngine_AskedOverHttp_IsTheOnlyCallTraced()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var engine = await LoopbackApp.StartAsync(app => app.MapPost("/tax", () => Results.StatusCode(503)));
        await using var other = await LoopbackApp.StartAsync(app => app.MapGet("/table", () => Results.Ok()));
        var endpoint = new Uri(engine.Client.BaseAddress!, "tax");
        await using (var services = Compose(collector, nameof(TaxEngine_AskedOverHttp_IsTheOnlyCallTraced), new() { ["Tax:Endpoint"] = endpoint.ToString() }))
        {
            services.GetRequiredService<TracerProvider>();
            using var client = new HttpTaxEngine(Options.Create(new TaxOptions { Endpoint = endpoint, Token = "a-secret-token" }), TimeProvider.System);
            var request = new TaxRequest("acme:20260301", "EUR", new TaxParty("de01", "Acme GmbH", "DE"), new TaxParty("acme", "Acme", "DE"), null, []);
            await services.GetRequiredService<FabricTracing>().RunAsync("RateUsage", ActivityKind.Internal, "acme:20260301", async _ =>
            {
                await other.Client.GetAsync("table");
                Assert.IsType<TaxOutcome.Unavailable>(await client.ComputeAsync(request, CatalogSnapshot.Empty));
            });
        }

        var step = Assert.Single(collector.Spans, span => span.Name == "RateUsage");
        var call = Assert.Single(collector.Spans, span => span.Kind == 3);
        Assert.Equal((step.TraceId, step.SpanId, "503"), (call.TraceId, call.ParentId, call.Attributes["http.response.status_code"]));
        Assert.False(collector.Contains("a-secret-token"));
    }

    [Fact]
    public async Task Nothing_WithoutAnExporter_IsStarted()
    {
        await using var services = new ServiceCollection().AddLogging().AddFabricTelemetry(new ConfigurationBuilder().Build()).BuildServiceProvider();
        Assert.Null(services.GetService<TracerProvider>());
        Assert.Empty(services.GetServices<ILoggerProvider>());
    }

    private static async Task<HashSet<string>> SampledAsync(string? sampler, string? argument)
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using (var services = Compose(collector, nameof(SampledAsync), new() { ["OTEL_TRACES_SAMPLER"] = sampler, ["OTEL_TRACES_SAMPLER_ARG"] = argument }))
        {
            services.GetRequiredService<TracerProvider>();
            var tracing = services.GetRequiredService<FabricTracing>();
            for (var account = 0; account < 400; account++)
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"a{account}:20260301");
                tracing.Start("first", ActivityKind.Internal, id)?.Dispose();
                using var second = tracing.Start("second", ActivityKind.Internal, id);
                tracing.Start("third", ActivityKind.Client, id)?.Dispose();
            }
        }

        var periods = collector.Spans.GroupBy(span => span.Attributes[FabricTags.CorrelationId]).ToList();
        Assert.All(periods, period => Assert.Equal(["first", "second", "third"], period.Select(span => span.Name).Order()));
        return [.. periods.Select(period => period.Key)];
    }

    private static ServiceProvider Compose(OtlpReceiver collector, string name, Dictionary<string, string?>? settings = null, string? source = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(collector.Settings).AddInMemoryCollection(settings ?? []).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddFabricTelemetry(configuration);
        services.AddSingleton(provider => new FabricTracing(provider.GetRequiredService<IOptions<TracingOptions>>().Value.SampledShare, null, name));
        return (source is null ? services : services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource(source))).BuildServiceProvider();
    }
}
