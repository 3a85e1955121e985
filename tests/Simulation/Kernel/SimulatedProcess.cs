using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RevenueFunctions.Functions;
using RevenueFunctions.Ledger;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Local.Engines.EventHub;
using RevenueFunctions.Local.Engines.ServiceBus;
using RevenueFunctions.Local.Hosting;
using RevenueFunctions.Local.Hosting.Functions;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Posting;
using RevenueFunctions.Storage;
using RevenueFunctions.Tests.Simulation.Faults;

namespace RevenueFunctions.Tests.Simulation.Kernel;

/// <summary>One process of the fabric: the real function classes, composed as the local host composes them, on the embedded engines. It is dropped, not stopped.</summary>
internal sealed class SimulatedProcess
{
    private static readonly FunctionIndex Index = FunctionIndex.Of(typeof(FabricServices).Assembly);

    private static readonly TimeSpan MostBehind = TimeSpan.FromHours(1);

    private readonly ServiceProvider services;
    private readonly IEngine[] engines;
    private readonly World world;

    /// <summary>Composes a process; nothing runs before <see cref="StartAsync"/>.</summary>
    /// <param name="world">Where it runs.</param>
    /// <param name="options">What is its own.</param>
    /// <param name="configuration">The settings of the host.</param>
    /// <param name="ledger">The ERP, which outlives processes.</param>
    /// <param name="configure">Adds to the services, last; for planted bugs.</param>
    public SimulatedProcess(World world, ProcessOptions options, IConfigurationRoot configuration, EmbeddedLedger ledger, Action<IServiceCollection>? configure)
    {
        this.world = world;
        Number = options.Number;
        Skew = world.FaultAt(FaultKind.ClockSkew, "start") is { } skew ? TimeSpan.FromMinutes((skew.Size - 50) * 1.2) : TimeSpan.Zero;
        Clock = new VirtualClock(world.Now + Skew);
        var collection = new ServiceCollection();
        collection.AddLogging(logging => TraceLogger.AddTo(logging, world));
        collection.AddLocalHost(
            new LocalHostOptions { Clock = Clock, Seed = options.Seed }, configuration, Index, new SimulatedStore(world, this, isOfEngines: true));
        collection.AddSingleton<ITableStore>(new SimulatedStore(world, this, isOfEngines: false));
        collection.AddSingleton<FunctionInvoker>(provider => new FaultyInvoker(
            provider.GetRequiredService<IServiceScopeFactory>(),
            provider.GetRequiredService<InvocationIds>(),
            provider.GetRequiredService<WorkerPipeline>(),
            world,
            this));
        collection.AddSingleton(ledger);
        collection.AddSingleton<IErpConnector>(new FaultyErp(ledger, world, this));
        collection.AddSingleton<IPostingDoorbell>(provider => new FaultyDoorbell(provider.GetRequiredService<SessionQueueEngine>(), world));
        collection.AddSingleton<DurableTaskClient>(provider => new FaultyDurableClient(provider.GetRequiredService<DurableEngine>(), world));
        configure?.Invoke(collection);
        services = collection.BuildServiceProvider();
        engines = [.. services.GetServices<IEngine>()];
        Api = new FunctionApi(Index, services, world.Sightings);
    }

    /// <summary>Raised once, when the process dies.</summary>
    public event Action? Died;

    /// <summary>Counted from 1.</summary>
    public int Number { get; }

    /// <summary>Its own opinion of the time.</summary>
    public VirtualClock Clock { get; }

    /// <summary>How far that is from the truth.</summary>
    public TimeSpan Skew { get; private set; }

    /// <summary>True once recovered, until it dies.</summary>
    public bool IsServing { get; private set; }

    /// <summary>True when it is gone.</summary>
    public bool IsDead { get; private set; }

    /// <summary>The HTTP functions.</summary>
    public FunctionApi Api { get; }

    /// <summary>The event hubs.</summary>
    public EventHubEngine Hubs => Get<EventHubEngine>();

    /// <summary>The durable functions.</summary>
    public DurableEngine Durable => Get<DurableEngine>();

    /// <summary>When waiting makes work ready, in true time.</summary>
    public DateTimeOffset? NextDue => IsServing ? engines.Min(engine => engine.NextDue) - Skew : null;

    /// <summary>A service of the app or the host.</summary>
    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Recovers every engine from the store, as at the start of the host.</summary>
    public async Task StartAsync()
    {
        world.Trace.Add(world.Now, $"process {Number} starts{(Skew == TimeSpan.Zero ? string.Empty : $", its clock {Skew} off")}");
        await CheckpointRewind.ApplyAsync(world);
        world.Sightings?.SawStarting();
        foreach (var engine in engines)
        {
            await engine.RecoverAsync(CancellationToken.None);
        }

        IsServing = !IsDead;
    }

    /// <summary>The next work item of an engine, asked in random order.</summary>
    public WorkItem? TryTake(Chance chance)
    {
        if (!IsServing)
        {
            return null;
        }

        var first = chance.Below(engines.Length);
        for (var tried = 0; tried < engines.Length; tried++)
        {
            if (engines[(first + tried) % engines.Length].TryTake() is { } item)
            {
                return item;
            }
        }

        return null;
    }

    /// <summary>Time has passed: its clock goes on too, or is set back, at most to an hour behind the truth.</summary>
    public void Tick(TimeSpan back)
    {
        if (back > TimeSpan.Zero)
        {
            Skew = Skew - back > -MostBehind ? Skew - back : -MostBehind;
        }

        Clock.SetUtcNow(world.Now + Skew);
    }

    /// <summary>Ends it. Whatever it waits for never comes.</summary>
    public void Die()
    {
        (IsDead, IsServing) = (true, false);
        Died?.Invoke();
        Died = null;
    }
}
