using System.Diagnostics;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Tests.Unit.Telemetry;

/// <summary>Where spans are, what they are linked to, how they fail, and what they cost when nobody listens.</summary>
public sealed class FabricTracingTests : IDisposable
{
    private const string Period = "acme:20260301";
    private readonly FabricTracing tracing = new(name: nameof(FabricTracingTests));
    private readonly List<Activity> ended = [];
    private readonly ActivityListener listener;
    private Func<ActivityContext, ActivitySamplingResult> sample = _ => ActivitySamplingResult.AllDataAndRecorded;

    public FabricTracingTests()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith(nameof(FabricTracingTests), StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => sample(options.Parent),
            ActivityStopped = ended.Add,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public void Dispose()
    {
        listener.Dispose();
        tracing.Dispose();
    }

    [Fact]
    public void Start_Twice_IsTwoSpansOfTheDerivedTraceUnderItsRoot()
    {
        tracing.Start("first", ActivityKind.Internal, Period)!.Dispose();
        tracing.Start("again", ActivityKind.Internal, Period)!.Dispose();
        var root = Correlation.RootOf(Period, ActivityTraceFlags.None);
        Assert.Equal(2, ended.Count);
        Assert.All(ended, span => Assert.Equal((root.TraceId, root.SpanId, Period), (span.TraceId, span.ParentSpanId, span.GetTagItem(FabricTags.CorrelationId))));
        Assert.NotEqual(ended[0].SpanId, ended[1].SpanId);
    }

    [Fact]
    public void Start_WithinASpanOfTheTrace_IsItsChild()
    {
        using var outer = tracing.Start("outer", ActivityKind.Internal, Period)!;
        using var inner = tracing.Start("inner", ActivityKind.Client, Period)!;
        Assert.Equal(outer.SpanId, inner.ParentSpanId);
        Assert.Empty(inner.Links);
    }

    [Fact]
    public void Start_WithinAnotherTrace_LinksItAndMarksThePlatformsSpan()
    {
        using var platform = new ActivitySource($"{nameof(FabricTracingTests)}.platform");
        using var call = platform.StartActivity("call")!;
        using var span = tracing.Start("step", ActivityKind.Internal, Period)!;
        Assert.Equal(Correlation.TraceIdOf(Period), span.TraceId);
        Assert.Equal(call.Context, Assert.Single(span.Links).Context);
        Assert.Equal(Period, call.GetTagItem(FabricTags.CorrelationId));
    }

    [Fact]
    public void Start_WithinAWorkerOfSeveral_LeavesItsSpanAlone()
    {
        using var drain = tracing.Source.StartActivity("drain")!;
        using var span = tracing.Start("entry", ActivityKind.Internal, Period)!;
        Assert.Equal(drain.Context, Assert.Single(span.Links).Context);
        Assert.Null(drain.GetTagItem(FabricTags.CorrelationId));
    }

    [Fact]
    public async Task RunAsync_WorkThatThrows_FailsWithoutTheMessage()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => tracing.RunAsync<int>(
            "step", ActivityKind.Internal, Period, _ => throw new InvalidOperationException("the card number of the customer")));
        var span = Assert.Single(ended);
        Assert.Equal((ActivityStatusCode.Error, null, typeof(InvalidOperationException).FullName), (span.Status, span.StatusDescription, span.GetTagItem(FabricTags.ErrorType)));
        Assert.DoesNotContain("card", string.Join(' ', span.TagObjects.Select(tag => $"{tag.Value}")), StringComparison.Ordinal);
        Assert.Empty(span.Events);
    }

    /// <summary>A sampler that follows parents draws through the flag of the derived parent: about the share asked for, the same in every process.</summary>
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.25)]
    [InlineData(1.0)]
    public void Start_WithAShare_DrawsThatPartAndAlwaysTheSame(double share)
    {
        sample = parent => parent.TraceFlags == ActivityTraceFlags.Recorded ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.PropagationData;
        var first = Drawn(share);
        Assert.InRange(first.Count / 4000.0, share - 0.03, share + 0.03);
        Assert.Equal(first, Drawn(share));
    }

    [Fact]
    public void Start_NobodyListens_AllocatesNothing()
    {
        using var unheard = new FabricTracing(name: "unheard");
        var span = unheard.Start("warm", ActivityKind.Internal, Period);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var time = 0; time < 10_000; time++)
        {
            span ??= unheard.Start("step", ActivityKind.Internal, Period);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Null(span);
    }

    private HashSet<string> Drawn(double share)
    {
        using var one = new FabricTracing(share, name: $"{nameof(FabricTracingTests)}.share");
        var drawn = new HashSet<string>();
        for (var account = 0; account < 4000; account++)
        {
            using var span = one.Start("step", ActivityKind.Internal, $"a{account}:20260301");
            if (span is { Recorded: true })
            {
                drawn.Add((string)span.GetTagItem(FabricTags.CorrelationId)!);
            }
        }

        return drawn;
    }
}
