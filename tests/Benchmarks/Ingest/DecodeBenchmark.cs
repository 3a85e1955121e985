using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using RevenueFunctions.Ingest;

namespace RevenueFunctions.Benchmarks.Ingest;

/// <summary>Decoding a 300-byte CloudEvent to an item with all its checks, on one core; beside the source-generated JsonSerializer, which checks less.</summary>
internal sealed class DecodeBenchmark : IBenchmark
{
    public string Name => "decode";

    public Task<IReadOnlyList<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var rounds = run.IsFull ? 2000 : 400;
        var hubs = Enumerable.Range(0, 1000).Select(at => new HubEvent(at, UsageFixture.Start, Encoding.UTF8.GetBytes(UsageFixture.Event(at)))).ToArray();
        BenchmarkRun.Say($"{rounds * hubs.Length:N0} events of {hubs[0].Body.Length} bytes, decoded on one core");
        var (decoder, items, catalog) = (new EventDecoder(), new UsageItems(), new IngestCatalog(UsageFixture.Catalog));
        var identification = new Identification(new IngestOptions { FutureTolerance = TimeSpan.FromDays(31) }, TimeProvider.System);
        var decode = Best(rounds, hubs.Length, () => Decode(decoder, items, catalog, hubs));
        var identify = Best(rounds, hubs.Length, () =>
        {
            Decode(decoder, items, catalog, hubs);
            identification.Begin();
            for (var at = 0; at < items.Count; at++)
            {
                identification.Identify(items[at], catalog);
            }
        });
        var peer = Best(rounds, hubs.Length, () =>
        {
            foreach (var hub in hubs)
            {
                JsonSerializer.Deserialize(hub.Body.Span, PeerContext.Default.PeerEvent);
            }
        });
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            new Figure("decode a usage event", "events/s/core", 2_000_000, decode, Peer: "JsonSerializer, source-generated", PeerMeasured: peer),
            new Figure("  and validate, identify, measure", "events/s/core", null, identify, Note: "two SHA-256 hashes, schema, account, meter"),
        ]);
    }

    private static void Decode(EventDecoder decoder, UsageItems items, IngestCatalog catalog, HubEvent[] hubs)
    {
        items.Clear();
        foreach (var hub in hubs)
        {
            decoder.Decode(hub, catalog, items);
        }
    }

    // The best of ten: the machine is shared, and what is asked is what the code costs.
    private static double Best(int rounds, int perRound, Action act)
    {
        var best = 0d;
        for (var part = 0; part < 10; part++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var round = 0; round < rounds / 10; round++)
            {
                act();
            }

            best = Math.Max(best, rounds / 10 * perRound / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }
}

/// <summary>The event as the peer reads it.</summary>
internal sealed record PeerEvent(string Specversion, string Id, string Source, string Type, DateTimeOffset Time, string Subject, JsonElement Data);

/// <summary>The peer's generated serializer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PeerEvent))]
internal sealed partial class PeerContext : JsonSerializerContext;
