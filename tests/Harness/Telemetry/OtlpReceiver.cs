using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace RevenueFunctions.Tests.Harness.Telemetry;

/// <summary>A collector: takes OTLP on a free port of this machine, over HTTP (protobuf) or gRPC, and keeps what it got.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> received = new();
    private LoopbackApp app = null!;

    private readonly string? protocol;

    private OtlpReceiver(string? protocol) => this.protocol = protocol;

    /// <summary>The settings that make a host send here.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = app.Client.BaseAddress!.ToString(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
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

    /// <summary>Listens for gRPC, which is what exporters speak when no protocol is named.</summary>
    public static async Task<OtlpReceiver> StartGrpcAsync()
    {
        const int PrefixBytes = 5;
        var receiver = new OtlpReceiver(null);
        receiver.app = await LoopbackApp.StartAsync(
            map => map.MapPost("/{service}/Export", async (string service, HttpContext call) =>
            {
                using var body = new MemoryStream();
                await call.Request.Body.CopyToAsync(body);
                var signal = service.Split('.') switch { [.., "trace", _, _] => "traces", [.., var kind, _, _] => kind, _ => service };
                receiver.received.Enqueue((signal, body.ToArray()[PrefixBytes..]));
                call.Response.ContentType = "application/grpc";
                await call.Response.Body.WriteAsync(new byte[PrefixBytes]);
                call.Response.AppendTrailer("grpc-status", "0");
            }),
            protocols: HttpProtocols.Http2);
        return receiver;
    }

    /// <summary>Listens for HTTP.</summary>
    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver("http/protobuf");
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
