using System.Globalization;
using System.Reflection;
using Azure.Messaging.EventHubs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using RevenueFunctions.Local.Engines.EventHub;
using RevenueFunctions.Local.Hosting.Functions;

namespace RevenueFunctions.Local.Hosting;

/// <summary>Connects the Event Hub functions to the event hubs.</summary>
internal static class EventHubTriggers
{
    /// <summary>The hub that usage events arrive in, when the setting UsageHubName is not there.</summary>
    public const string UsageHub = "usage";

    /// <summary>The hub that the fabric publishes to, when the setting OutboundHubName is not there.</summary>
    public const string OutboundHub = "outbound";

    /// <exception cref="FunctionIndexException">A setting is missing or cannot be read.</exception>
    public static IReadOnlyList<HubConsumer> Of(FunctionIndex index, FunctionInvoker invoker, IConfiguration configuration)
    {
        var errors = new List<string>();
        var consumers = new List<HubConsumer>();
        foreach (var (function, trigger) in index.TriggeredBy<EventHubTriggerAttribute>())
        {
            try
            {
                consumers.Add(Consumer(function, trigger, invoker, configuration));
            }
            catch (Exception wrong) when (wrong is FormatException or InvalidOperationException)
            {
                errors.Add($"Function '{function.Name}': {wrong.Message}");
            }
        }

        foreach (var same in consumers.GroupBy(consumer => (consumer.Hub, consumer.ConsumerGroup)).Where(group => group.Count() > 1))
        {
            errors.Add($"Hub '{same.Key.Hub}', consumer group '{same.Key.ConsumerGroup}' has {same.Count()} functions: each needs a group of its own.");
        }

        return errors.Count == 0 ? consumers : throw new FunctionIndexException(errors);
    }

    /// <summary>The hubs that functions read, and the two that the fabric itself uses; LocalHubs:{name}:Partitions sets the number of partitions.</summary>
    public static EventHubOptions Hubs(IReadOnlyList<HubConsumer> consumers, IConfiguration configuration) => new()
    {
        Hubs =
        [
            .. consumers.Select(consumer => consumer.Hub)
                .Append(configuration["UsageHubName"] ?? UsageHub)
                .Append(configuration["OutboundHubName"] ?? OutboundHub)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(hub => configuration[$"LocalHubs:{hub}:Partitions"] is { } partitions
                    ? new HubOptions(hub, int.Parse(partitions, CultureInfo.InvariantCulture))
                    : new HubOptions(hub)),
        ],
    };

    private static HubConsumer Consumer(FunctionEntry function, EventHubTriggerAttribute trigger, FunctionInvoker invoker, IConfiguration configuration)
    {
        const int MaxEventBatchSize = 100;
        var batchSize = configuration["AzureFunctionsJobHost:extensions:eventHubs:maxEventBatchSize"];
        return new HubConsumer(
            Settings.Resolve(configuration, trigger.EventHubName),
            trigger.ConsumerGroup is null ? HubConsumer.DefaultGroup : Settings.Resolve(configuration, trigger.ConsumerGroup),
            !trigger.IsBatched ? 1 : batchSize is null ? MaxEventBatchSize : int.Parse(batchSize, CultureInfo.InvariantCulture),
            HubRetryPolicy.From(function.Method.GetCustomAttribute<RetryAttribute>()),
            async (batch, cancellationToken) => await invoker.InvokeAsync(function, new Invocation
            {
                Trigger = trigger.IsBatched ? batch.Events as EventData[] ?? [.. batch.Events] : batch.Events[0],
                BindingData = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["PartitionContext"] = batch.PartitionContext },
                RetryCount = batch.RetryCount,
                MaxRetryCount = batch.MaxRetryCount,
                CancellationToken = cancellationToken,
            }));
    }
}
