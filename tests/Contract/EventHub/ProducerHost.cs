using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RevenueFunctions.Local.Engines.EventHub;
using RevenueFunctions.Local.Engines.EventHub.Producers;
using RevenueFunctions.Local.Storage;

namespace RevenueFunctions.Tests.Contract.EventHub;

/// <summary>The producer endpoints behind a real Kestrel on a free port, over a store that can fail.</summary>
public sealed class ProducerHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly List<EventHubBatch> batches = [];

    private ProducerHost(WebApplication app, EventHubEngine engine, OutageStore store)
    {
        (this.app, Engine, Store) = (app, engine, store);
        Client = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
    }

    public EventHubEngine Engine { get; }

    public OutageStore Store { get; }

    public HttpClient Client { get; }

    public static async Task<ProducerHost> StartAsync(params (string Name, string Key)[] keys)
    {
        var store = new OutageStore(new MemoryStore());
        var engine = new EventHubEngine(store, new EventHubOptions { Hubs = [new HubOptions("usage")] }, store.Clock);
        await engine.RecoverAsync(default);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapEventHubProducers(engine, new EventHubProducerOptions(keys.ToDictionary(key => key.Name, key => key.Key)), store.Clock);
        await app.StartAsync();
        var host = new ProducerHost(app, engine, store);
        engine.AddConsumer(new HubConsumer("usage", HubConsumer.DefaultGroup, 100, HubRetryPolicy.None, (batch, _) =>
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
        while (Engine.TryTake() is { } item)
        {
            await item.RunAsync(default);
        }

        return [.. batches];
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
