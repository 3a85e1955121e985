using System.Buffers.Binary;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace RevenueFunctions.Telemetry;

/// <summary>
/// Starts the fabric's spans, and the log scopes that go with them. A span about a billing period is in the trace that derives from its
/// correlation id, in whichever process and however often it is taken; the span around it, of another trace, is linked.
/// </summary>
/// <remarks>Not for orchestrators: they replay, and each replay would make its spans again.</remarks>
public sealed class FabricTracing : IDisposable
{
    /// <summary>The name under which exporters subscribe to spans and instruments.</summary>
    public const string Name = "RevenueFunctions";

    private readonly double sampledShare;
    private readonly ILogger? logger;

    /// <summary>Spans of one host. Hosts of one process that are not to see each other's need different names.</summary>
    public FabricTracing(double sampledShare = 1, ILoggerFactory? loggers = null, string name = Name)
    {
        this.sampledShare = sampledShare;
        logger = loggers?.CreateLogger<FabricTracing>();
        Source = new ActivitySource(name);
    }

    /// <summary>Where the spans come from.</summary>
    public ActivitySource Source { get; }

    /// <summary>Does work about one correlation id: inside a span of its trace, when anybody listens, and a log scope that names it.</summary>
    public async Task<T> RunAsync<T>(string name, ActivityKind kind, string correlationId, Func<Activity?, Task<T>> work)
    {
        using var scope = logger?.BeginScope(new KeyValuePair<string, object?>[] { new(FabricTags.CorrelationId, correlationId) });
        return await SpanAsync(name, kind, correlationId, work);
    }

    /// <summary>The same for work without a result.</summary>
    public Task RunAsync(string name, ActivityKind kind, string correlationId, Func<Activity?, Task> work) => RunAsync(name, kind, correlationId, async span =>
    {
        await work(span);
        return true;
    });

    /// <summary>Calls another system in the course of such work: in a span of its own. The log scope is that of the work.</summary>
    public Task<T> CallAsync<T>(string name, string correlationId, Func<Activity?, Task<T>> work) => SpanAsync(name, ActivityKind.Client, correlationId, work);

    /// <summary>Starts a span about one correlation id, or answers null when nobody listens.</summary>
    public Activity? Start(string name, ActivityKind kind, string correlationId)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var root = Correlation.RootOf(correlationId, ActivityTraceFlags.None);
        var around = Activity.Current;
        if (around is not null && around.TraceId == root.TraceId)
        {
            return Source.StartActivity(name, kind, around.Context)?.SetTag(FabricTags.CorrelationId, correlationId);
        }

        root = new ActivityContext(root.TraceId, root.SpanId, FlagsOf(root.TraceId), null, isRemote: true);
        if (around is { IsAllDataRequested: true } && around.Source != Source)
        {
            // The platform's own span of the call: whoever looks for the id finds it too.
            around.SetTag(FabricTags.CorrelationId, correlationId);
        }

        ActivityLink[] links = around is null ? [] : [new ActivityLink(around.Context)];
        return Source.StartActivity(name, kind, root, null, links)?.SetTag(FabricTags.CorrelationId, correlationId);
    }

    /// <summary>A value of a closed set as spans say it: in camel case, as in JSON.</summary>
    public static string Text<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>Marks the span as failed. The exception's message stays out: it may quote what a customer sent.</summary>
    public static void Fail(Activity? span, Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        span?.SetTag(FabricTags.ErrorType, failure.GetType().FullName).SetStatus(ActivityStatusCode.Error);
    }

    /// <inheritdoc/>
    public void Dispose() => Source.Dispose();

    private async Task<T> SpanAsync<T>(string name, ActivityKind kind, string correlationId, Func<Activity?, Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        using var span = Start(name, kind, correlationId);
        try
        {
            return await work(span);
        }
        catch (Exception failure)
        {
            Fail(span, failure);
            throw;
        }
    }

    // Said in the parent of a trace, because a sampler that follows parents never looks at the trace id of a span that has one. The id is a
    // hash, so its first bytes are as good as a draw; all processes draw the same.
    private ActivityTraceFlags FlagsOf(ActivityTraceId traceId)
    {
        Span<byte> bytes = stackalloc byte[16];
        traceId.CopyTo(bytes);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes) < sampledShare * (uint.MaxValue + 1.0) ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None;
    }
}
