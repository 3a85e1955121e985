using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace RevenueFunctions.Tests.Harness.Telemetry;

/// <summary>A collector: takes OTLP over HTTP (protobuf) on a free port of this machine, and keeps what it got.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> received = new();
    private LoopbackApp app = null!;

    private OtlpReceiver()
    {
    }

    /// <summary>The settings that make a host send here.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = app.Client.BaseAddress!.ToString(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
    };

    /// <summary>The spans received.</summary>
    public IReadOnlyList<OtlpSpan> Spans =>
        [.. Scopes("traces").SelectMany(scope => scope.Messages(2).Select(span => OtlpSpan.Of(scope.Message(1).Text(1), span)))];

    /// <summary>The log records received.</summary>
    public IReadOnlyList<OtlpLogRecord> Logs =>
        [.. Scopes("logs").SelectMany(scope => scope.Messages(2).Select(record => OtlpLogRecord.Of(scope.Message(1).Text(1), record)))];

    /// <summary>The names of the metrics received.</summary>
    public IReadOnlySet<string> Metrics => Scopes("metrics").SelectMany(scope => scope.Messages(2).Select(metric => metric.Text(1))).ToHashSet();

    /// <summary>The names of the services that sent anything.</summary>
    public IReadOnlySet<string> Services => received
        .SelectMany(one => ProtobufMessage.Read(one.Body).Messages(1)).Select(resource => resource.Message(1).Attributes(1).GetValueOrDefault("service.name", string.Empty)).ToHashSet();

    /// <summary>Listens.</summary>
    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        receiver.app = await LoopbackApp.StartAsync(map => map.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            receiver.received.Enqueue((signal, body.ToArray()));
            return Results.Bytes([], "application/x-protobuf");
        }));
        return receiver;
    }

    /// <summary>True when a text stands anywhere in what was received.</summary>
    public bool Contains(string text) => received.Any(one => one.Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => app.DisposeAsync();

    private IEnumerable<ProtobufMessage> Scopes(string signal) =>
        received.Where(one => one.Signal == signal).SelectMany(one => ProtobufMessage.Read(one.Body).Messages(1)).SelectMany(resource => resource.Messages(2));
}
