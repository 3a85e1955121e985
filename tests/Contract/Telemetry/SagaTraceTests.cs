using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Telemetry;
using RevenueFunctions.Tests.Contract.Sagas;
using RevenueFunctions.Tests.Harness.Telemetry;

namespace RevenueFunctions.Tests.Contract.Telemetry;

/// <summary>The spans of a saga: one trace, one span for each time a step ran, however often the orchestrator replays and the process dies.</summary>
public class SagaTraceTests
{
    private const string Id = "acme:20261001";

    private static readonly string[] Steps =
    [
        nameof(InvoiceActivities.FreezeUsage), nameof(InvoiceActivities.RateUsage), nameof(InvoiceActivities.IssueInvoice), nameof(InvoiceActivities.PostInvoice),
        nameof(InvoiceActivities.ReconcilePeriod), nameof(InvoiceActivities.CloseUsage), nameof(InvoiceActivities.PublishInvoice), nameof(SagaActivities.EndSaga),
    ];

    [Fact]
    public async Task Saga_ClosesAPeriod_EverySpanIsInThePeriodsTrace()
    {
        using var spans = new SpanLog(nameof(Saga_ClosesAPeriod_EverySpanIsInThePeriodsTrace));
        await using var bench = await FabricBench.StartAsync(new MemoryStore(), configure: services => services.AddSingleton(spans.Tracing));
        await bench.LoadAsync();
        await bench.IngestAsync(4);
        await bench.CloseToTheEndAsync();

        var root = Correlation.RootOf(Id, ActivityTraceFlags.None);
        var turns = spans.Of("process postings");
        Assert.All(spans.Ended.Except(turns), span => Assert.Equal((root.TraceId, Id), (span.TraceId, span.GetTagItem(FabricTags.CorrelationId))));
        Assert.All(Steps.Append("StartSaga").Append("PostEntry"), name => Assert.All(spans.Of(name), span => Assert.Equal(root.SpanId, span.ParentSpanId)));
        Assert.Equal(
            ((string[])[.. Steps, "PostEntry", "StartSaga", "erp find", "erp post"]).Order(StringComparer.Ordinal),
            spans.Ended.Except(turns).Select(span => span.OperationName).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal("done", Assert.Single(spans.Of(nameof(InvoiceActivities.IssueInvoice))).GetTagItem(FabricTags.Outcome));
        Assert.Equal(["waiting", "done"], spans.Of(nameof(InvoiceActivities.PostInvoice)).Select(span => span.GetTagItem(FabricTags.Outcome)));
        Assert.Equal("completed", Assert.Single(spans.Of(nameof(SagaActivities.EndSaga))).GetTagItem(FabricTags.Outcome));
    }

    [Fact]
    public async Task Lane_PostsAnEntry_TheTurnLinksWhoRangAndTheCallIsAClientOfItsEntry()
    {
        using var spans = new SpanLog(nameof(Lane_PostsAnEntry_TheTurnLinksWhoRangAndTheCallIsAClientOfItsEntry));
        await using var bench = await FabricBench.StartAsync(new MemoryStore(), configure: services => services.AddSingleton(spans.Tracing));
        await bench.LoadAsync();
        await bench.IngestAsync(4);
        await bench.CloseToTheEndAsync();

        var queued = spans.Of(nameof(InvoiceActivities.PostInvoice))[0];
        var turn = spans.Of("process postings")[0];
        Assert.Equal((ActivityKind.Consumer, Id, "de01", "1"), (turn.Kind, turn.GetTagItem(FabricTags.CorrelationId), turn.GetTagItem(FabricTags.LegalEntity), $"{turn.GetTagItem(FabricTags.PostingSettled)}"));
        Assert.Equal((queued.TraceId, queued.SpanId), (Assert.Single(turn.Links).Context.TraceId, turn.Links.First().Context.SpanId));

        var entry = Assert.Single(spans.Of("PostEntry"));
        Assert.Equal(turn.Context, Assert.Single(entry.Links).Context);
        var call = Assert.Single(spans.Of("erp post"));
        Assert.Equal((ActivityKind.Client, entry.SpanId, "posted", $"invoice:{Id}"), (call.Kind, call.ParentSpanId, call.GetTagItem(FabricTags.Outcome), call.GetTagItem(FabricTags.PostingKey)));
        Assert.All((await bench.DocumentsAsync()), document => Assert.Equal(Id, document.CorrelationId));
    }

    /// <summary>Killed at each commit and started again: no step has more spans than it was really run, and none has fewer.</summary>
    [Fact]
    public async Task Saga_KilledAtAnyCommit_HasASpanForEachRealRunOfAStep()
    {
        for (var killAt = 1; killAt <= 40; killAt += 3)
        {
            using var spans = new SpanLog($"{nameof(Saga_KilledAtAnyCommit_HasASpanForEachRealRunOfAStep)}.{killAt}");
            var counted = new CountingInvoker();
            var memory = new MemoryStore();
            var clock = new VirtualClock(FabricBench.Begin);
            await using (var before = await FabricBench.StartAsync(memory, clock))
            {
                await before.LoadAsync();
                await before.IngestAsync(4);
            }

            await FabricBench.RunUntilKilledAsync(new FaultyStore(memory, new StoreFault(killAt, AfterCommit: true)), clock, Configure);
            await using var bench = await FabricBench.StartAsync(memory, clock, seed: 2, Configure);
            await bench.CloseAsync();
            await bench.RunToTheEndAsync();

            Assert.True(counted.Calls[nameof(InvoiceSaga)] > Steps.Length, "The orchestrator never replayed.");
            Assert.Equal(
                Steps.Select(step => $"killed at {killAt}: {step} ran {counted.Calls[step]} times"),
                Steps.Select(step => $"killed at {killAt}: {step} ran {spans.Of(step).Count} times"));
            Assert.DoesNotContain(spans.Ended, span => span.OperationName == nameof(InvoiceSaga));
            Assert.Single(spans.Ended.Where(span => span.OperationName != "process postings").Select(span => span.TraceId).Distinct());

            void Configure(IServiceCollection services)
            {
                services.AddSingleton(spans.Tracing);
                counted.Register(services);
            }
        }
    }
}
