using System.Collections.Concurrent;
using System.Diagnostics;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Tests.Harness.Telemetry;

/// <summary>Listens to the spans of one source, without an exporter: what ended, in that order. Its name must be the test's own.</summary>
public sealed class SpanLog : IDisposable
{
    private readonly ConcurrentQueue<Activity> ended = new();
    private readonly ActivityListener listener;

    /// <summary>Listens to a source of this name, and records everything.</summary>
    public SpanLog(string name)
    {
        Tracing = new FabricTracing(name: name);
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>What to trace with.</summary>
    public FabricTracing Tracing { get; }

    /// <summary>The spans that ended.</summary>
    public IReadOnlyList<Activity> Ended => [.. ended];

    /// <summary>Those of a name.</summary>
    public IReadOnlyList<Activity> Of(string name) => [.. ended.Where(span => span.OperationName == name)];

    /// <inheritdoc/>
    public void Dispose()
    {
        listener.Dispose();
        Tracing.Dispose();
    }
}
