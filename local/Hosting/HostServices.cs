using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RevenueFunctions.Functions;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Settings;
using RevenueFunctions.Functions.Storage;
using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Admission;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Local.Engines.Durable.Http;
using RevenueFunctions.Local.Engines.EventHub;
using RevenueFunctions.Local.Engines.EventHub.Producers;
using RevenueFunctions.Local.Engines.ServiceBus;
using RevenueFunctions.Local.Engines.Timers;
using RevenueFunctions.Local.Hosting.Functions;
using RevenueFunctions.Local.Hosting.Http;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Posting;
using RevenueFunctions.Sagas;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Hosting;

/// <summary>The composition of the embedded host: every engine is registered, and every endpoint mapped, here.</summary>
internal static class HostServices
{
    public static void AddLocalHost(
        this IServiceCollection services, LocalHostOptions options, IConfigurationRoot configuration, FunctionIndex index, ILocalStore store)
    {
        services.AddRouting();
        services.AddMvcCore().AddJsonOptions(json => FabricJson.Apply(json.JsonSerializerOptions));
        services.Configure<JsonOptions>(json => FabricJson.Apply(json.SerializerOptions));

        services.AddSingleton(index.Operations);
        var pipeline = new WorkerPipeline(services);
        pipeline.UseFabric();

        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(options.Clock);
        services.AddSingleton(store);
        AddBusinessStore(services, options, configuration, store);
        services.AddSingleton(index);
        services.AddSingleton(new InvocationIds(Randomness(options.Seed)));
        services.AddSingleton(pipeline);
        services.AddSingleton<FunctionInvoker>();
        services.AddSingleton<HostCredentials>();
        services.AddSingleton<HostKeys>();
        services.AddSingleton<Pump>();

        AddAdmission(services, configuration);
        AddTimers(services, index, configuration);
        AddServiceBus(services, index, configuration);
        AddEventHubs(services, index, configuration);
        AddDurable(services, index, configuration);

        services.AddFabric(configuration);
        services.AddHostTelemetry();
        services.AddSingleton<ICallerSource, LoopbackCallers>();
    }

    public static void MapLocalHost(this WebApplication app, FunctionIndex index, IConfiguration configuration)
    {
        var keys = app.Services.GetRequiredService<HostKeys>();
        app.UseMiddleware<FailureAnswers>();
        app.UseMiddleware<HeadLimits>();
        app.UseMiddleware<LoopbackGuard>();
        app.UseRouting();

        // After routing, which tells the doors apart, and before any work: what is refused must cost as good as nothing.
        app.UseRateLimiter();
        app.MapFunctions(index, app.Services.GetRequiredService<FunctionInvoker>(), keys, configuration["AzureFunctionsJobHost:extensions:http:routePrefix"] ?? "api");
        var clock = app.Services.GetRequiredService<TimeProvider>();
        app.MapAdmin(index, app.Services.GetRequiredService<TimerEngine>(), keys, clock);
        app.MapQueues(app.Services.GetRequiredService<SessionQueueEngine>(), keys);
        var capacity = app.Services.GetRequiredService<HostCapacity>();
        var hubs = app.Services.GetRequiredService<EventHubEngine>();
        app.MapAdmission(capacity, hubs, app.Services.GetRequiredService<DurableEngine>(), keys);
        app.MapEventHubProducers(hubs, EventHubProducerOptions.From(configuration, app.Services.GetRequiredService<HostCredentials>()), new IngestGate(hubs, capacity.IngestInFlight, capacity.Options), clock);
        app.MapDurableHttpApi(app.Services.GetRequiredService<DurableEngine>(), new DurableHttpApiOptions
        {
            TaskHub = configuration["TASKHUB_NAME"] ?? "local",
            Allow = context => keys.Allow(context.Request, AuthorizationLevel.System),
        });
    }

    private static void AddBusinessStore(IServiceCollection services, LocalHostOptions options, IConfiguration configuration, ILocalStore store)
    {
        if (options.Tables is not null)
        {
            services.AddTableStorage(configuration);
        }
        else
        {
            services.AddSingleton(options.BusinessStore ?? store);
        }
    }

    private static void AddAdmission(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<AdmissionOptions>(configuration, AdmissionOptions.Section);
        services.AddSingleton<HostCapacity>();
        services.AddSingleton<RequestLimiter>();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<RequestLimiter>((limiter, requests) =>
            (limiter.GlobalLimiter, limiter.OnRejected) = (requests, RequestLimiter.RefuseAsync));
    }

    private static void AddTimers(IServiceCollection services, FunctionIndex index, IConfiguration configuration)
    {
        services.AddSingleton(provider => new TimerEngine(
            TimerTriggers.Of(index, provider.GetRequiredService<FunctionInvoker>(), configuration),
            provider.GetRequiredService<ILocalStore>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TimerEngine>>()));
        services.AddSingleton<IEngine>(provider => provider.GetRequiredService<TimerEngine>());
    }

    private static void AddServiceBus(IServiceCollection services, FunctionIndex index, IConfiguration configuration)
    {
        services.AddSingleton(provider => new SessionQueueEngine(
            ServiceBusTriggers.Of(index, provider.GetRequiredService<FunctionInvoker>(), configuration),
            provider.GetRequiredService<ILocalStore>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SessionQueueEngine>>()));
        services.AddSingleton<IEngine>(provider => provider.GetRequiredService<SessionQueueEngine>());
        services.AddSingleton<IPostingDoorbell>(provider => new QueueDoorbell(
            provider.GetRequiredService<SessionQueueEngine>(), configuration["PostingQueueName"] ?? QueueDoorbell.DefaultQueue));
    }

    private static void AddEventHubs(IServiceCollection services, FunctionIndex index, IConfiguration configuration)
    {
        services.AddSingleton(provider =>
        {
            var consumers = EventHubTriggers.Of(index, provider.GetRequiredService<FunctionInvoker>(), configuration);
            var hubs = EventHubTriggers.Hubs(consumers, configuration) with { BacklogBytes = provider.GetRequiredService<HostCapacity>().Options.HubBacklogBytes };
            var engine = new EventHubEngine(provider.GetRequiredService<ILocalStore>(), hubs, provider.GetRequiredService<TimeProvider>());
            foreach (var consumer in consumers)
            {
                engine.AddConsumer(consumer);
            }

            return engine;
        });
        services.AddSingleton<IEngine>(provider => provider.GetRequiredService<EventHubEngine>());
        services.AddSingleton<IUsageHub>(provider => new UsageHub(provider.GetRequiredService<EventHubEngine>(), configuration["UsageHubName"] ?? EventHubTriggers.UsageHub));
        services.AddSingleton<IOutboundEvents>(provider => new OutboundEvents(
            provider.GetRequiredService<EventHubEngine>(), configuration["OutboundHubName"] ?? EventHubTriggers.OutboundHub));
    }

    private static void AddDurable(IServiceCollection services, FunctionIndex index, IConfiguration configuration)
    {
        var options = DurableSettings.Read(configuration);
        services.AddSingleton<IDurableFunctions>(provider => new DurableFunctions(index, provider.GetRequiredService<FunctionInvoker>(), options.Converter));
        services.AddSingleton(provider => new DurableEngine(
            provider.GetRequiredService<ILocalStore>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IDurableFunctions>(),
            options with
            {
                LoggerFactory = provider.GetRequiredService<ILoggerFactory>(),
                MaxActiveInstances = provider.GetRequiredService<HostCapacity>().Options.ActiveInstances,
            }));
        services.AddSingleton<IEngine>(provider => provider.GetRequiredService<DurableEngine>());
        services.AddSingleton<DurableTaskClient>(provider => new EmbeddedDurableTaskClient(provider.GetRequiredService<DurableEngine>()));
    }

    /// <summary>The one place where the host draws chance from the system: everything else takes it from here, or from a seed.</summary>
    private static Random Randomness(int? seed) => new(seed ?? RandomNumberGenerator.GetInt32(int.MaxValue));
}
