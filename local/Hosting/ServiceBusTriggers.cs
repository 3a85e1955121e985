using System.Globalization;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using RevenueFunctions.Local.Engines.ServiceBus;
using RevenueFunctions.Local.Hosting.Functions;

namespace RevenueFunctions.Local.Hosting;

/// <summary>Connects the Service Bus functions to the session queues.</summary>
internal static class ServiceBusTriggers
{
    /// <exception cref="FunctionIndexException">A queue has two consumers, or a setting is missing.</exception>
    public static IReadOnlyList<QueueConsumer> Of(FunctionIndex index, FunctionInvoker invoker, IConfiguration configuration)
    {
        var errors = new List<string>();
        var consumers = new Dictionary<string, QueueConsumer>(StringComparer.OrdinalIgnoreCase);
        foreach (var (function, trigger) in index.TriggeredBy<ServiceBusTriggerAttribute>())
        {
            try
            {
                var consumer = Consumer(function, trigger, invoker, configuration);
                if (!consumers.TryAdd(consumer.Queue, consumer))
                {
                    errors.Add($"Function '{function.Name}': queue '{consumer.Queue}' has a consumer already; two would take each other's messages.");
                }
            }
            catch (Exception wrong) when (wrong is FormatException or InvalidOperationException)
            {
                errors.Add($"Function '{function.Name}': {wrong.Message}");
            }
        }

        return errors.Count == 0 ? [.. consumers.Values] : throw new FunctionIndexException(errors);
    }

    private static QueueConsumer Consumer(FunctionEntry function, ServiceBusTriggerAttribute trigger, FunctionInvoker invoker, IConfiguration configuration)
    {
        var queue = Settings.Resolve(configuration, trigger.QueueName!);
        var host = configuration.GetSection("AzureFunctionsJobHost:extensions:serviceBus");
        var local = configuration.GetSection($"LocalQueues:{queue}");
        var defaults = new QueueConsumer(queue, (delivery, cancellationToken) => HandleAsync(function, invoker, delivery, cancellationToken));
        return defaults with
        {
            MaxConcurrentSessions = Read(host["maxConcurrentSessions"], defaults.MaxConcurrentSessions),
            SessionIdleTimeout = Read(host["sessionIdleTimeout"], defaults.SessionIdleTimeout),
            MaxAutoLockRenewal = Read(host["maxAutoLockRenewalDuration"], defaults.MaxAutoLockRenewal),
            AutoComplete = AttributeSays(function) ?? Read(host["autoCompleteMessages"], defaults.AutoComplete),
            Properties = new QueueProperties
            {
                LockDuration = Read(local["LockDuration"], defaults.Properties.LockDuration),
                MaxDeliveryCount = Read(local["MaxDeliveryCount"], defaults.Properties.MaxDeliveryCount),
                DuplicateDetectionWindow = Read(local["DuplicateDetectionWindow"], defaults.Properties.DuplicateDetectionWindow),
            },
        };
    }

    /// <summary>What the attribute sets; null when it leaves the choice to host.json, which its value alone does not tell.</summary>
    private static bool? AttributeSays(FunctionEntry function) => function.TriggerParameter.CustomAttributes
        .First(attribute => attribute.AttributeType == typeof(ServiceBusTriggerAttribute)).NamedArguments
        .Where(argument => argument.MemberName == nameof(ServiceBusTriggerAttribute.AutoCompleteMessages))
        .Select(argument => (bool?)argument.TypedValue.Value!)
        .FirstOrDefault();

    private static async Task HandleAsync(FunctionEntry function, FunctionInvoker invoker, SessionDelivery delivery, CancellationToken cancellationToken)
    {
        var message = delivery.Message;
        var type = function.TriggerParameter.ParameterType;
        await invoker.InvokeAsync(function, new Invocation
        {
            Trigger = type == typeof(string) ? message.Body.ToString() : type == typeof(BinaryData) ? message.Body : message,
            Actions = [delivery.MessageActions, delivery.SessionActions],
            BindingData = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
            {
                ["MessageId"] = message.MessageId,
                ["SessionId"] = message.SessionId,
                ["SequenceNumber"] = message.SequenceNumber,
                ["DeliveryCount"] = message.DeliveryCount,
                ["EnqueuedTimeUtc"] = message.EnqueuedTime.UtcDateTime,
            },
            CancellationToken = cancellationToken,
        });
    }

    private static T Read<T>(string? text, T otherwise)
        where T : IParsable<T> => text is null ? otherwise : T.Parse(text, CultureInfo.InvariantCulture);
}
