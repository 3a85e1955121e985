using Azure.Messaging.EventHubs.Consumer;
using Azure.Messaging.EventHubs.Producer;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Functions.Azure;
using RevenueFunctions.Functions.Settings;
using RevenueFunctions.Functions.Storage;
using RevenueFunctions.Ingest;
using RevenueFunctions.Posting;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Functions;

/// <content>
/// The adapters of Azure. Connections are named as the triggers name them, with the settings that Functions reads itself:
/// {name}:fullyQualifiedNamespace with {name}:clientId (managed identity), or a connection string in {name}.
/// </content>
internal static partial class FabricPlatform
{
    private const string PostingConnection = "PostingQueue";
    private const string UsageConnection = "UsageHub";
    private const string OutboundConnection = "OutboundHub";

    static partial void AddAzure(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddTableStorage(configuration);
        services.AddSingleton(_ => ServiceBus(configuration));
        services.AddSingleton<IPostingDoorbell>(provider =>
            new ServiceBusDoorbell(provider.GetRequiredService<ServiceBusClient>().CreateSender(Required(configuration, "PostingQueueName"))));
        services.AddSingleton<IUsageHub>(_ => new EventHubUsage(UsageHub(configuration)));
        services.AddSingleton<IOutboundEvents>(_ => new EventHubOutbound(OutboundHub(configuration)));
    }

    private static ServiceBusClient ServiceBus(IConfiguration configuration) => configuration[$"{PostingConnection}:fullyQualifiedNamespace"] is { Length: > 0 } name
        ? new ServiceBusClient(name, AzureCredential.For(configuration, PostingConnection))
        : new ServiceBusClient(Required(configuration, PostingConnection));

    private static EventHubConsumerClient UsageHub(IConfiguration configuration)
    {
        var (group, hub) = (Required(configuration, "UsageHubConsumerGroup"), Required(configuration, "UsageHubName"));
        return configuration[$"{UsageConnection}:fullyQualifiedNamespace"] is { Length: > 0 } name
            ? new EventHubConsumerClient(group, name, hub, AzureCredential.For(configuration, UsageConnection))
            : new EventHubConsumerClient(group, Required(configuration, UsageConnection), hub);
    }

    private static EventHubProducerClient OutboundHub(IConfiguration configuration)
    {
        var hub = Required(configuration, "OutboundHubName");
        return configuration[$"{OutboundConnection}:fullyQualifiedNamespace"] is { Length: > 0 } name
            ? new EventHubProducerClient(name, hub, AzureCredential.For(configuration, OutboundConnection))
            : new EventHubProducerClient(Required(configuration, OutboundConnection), hub);
    }

    private static string Required(IConfiguration configuration, string setting) =>
        configuration[setting] is { Length: > 0 } value ? value : throw new InvalidOperationException($"The setting '{setting}' is missing: infra/ sets it, and so must the function app.");
}
