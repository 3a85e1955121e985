using RevenueFunctions.Local.Admission;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Engines.EventHub;
using RevenueFunctions.Local.Engines.EventHub.Producers;
using RevenueFunctions.Local.Storage;

namespace RevenueFunctions.Tests.Contract.EventHub;

/// <summary>The producer endpoints behind a real Kestrel on a free port, over a store that can fail.</summary>
public sealed class ProducerHost : IAsyncDisposable
{
    private readonly List<EventHubBatch> batches = [];
    private LoopbackApp app = null!;

    private ProducerHost(AdmissionOptions admission)
    {
        Engine = new EventHubEngine(Store, new EventHubOptions { Hubs = [new HubOptions("usage")], BacklogBytes = admission.HubBacklogBytes }, Clock);
        InFlight = new FairShare(admission.IngestBytesInFlight, Clock);
    }

    public EventHubEngine Engine { get; }

    public FairShare InFlight { get; }

    public FaultyStore Store { get; } = new(new MemoryStore());

    public VirtualClock Clock { get; } = new(new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero));

    public HttpClient Client => app.Client;

    public static Task<ProducerHost> StartAsync(params (string Name, string Key)[] keys) => StartAsync(new AdmissionOptions(), keys);

    public static async Task<ProducerHost> StartAsync(AdmissionOptions admission, params (string Name, string Key)[] keys)
    {
        var host = new ProducerHost(admission);
        await host.Engine.RecoverAsync(default);
        var options = new EventHubProducerOptions(keys.ToDictionary(key => key.Name, key => key.Key));
        var gate = new IngestGate(host.Engine, host.InFlight, admission);
        host.app = await LoopbackApp.StartAsync(app => app.MapEventHubProducers(host.Engine, options, gate, host.Clock));
        host.Engine.AddConsumer(new HubConsumer("usage", HubConsumer.DefaultGroup, 100, HubRetryPolicy.None, (batch, _) =>
        {
            host.batches.Add(batch);
            return Task.CompletedTask;
        }));
        return host;
    }

    /// <summary>What arrived since the last call, in the order of partitions.</summary>
    public async Task<List<EventHubBatch>> ReceiveAsync()
    {
        batches.Clear();
        await Engine.RunReadyAsync();
        return [.. batches];
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
