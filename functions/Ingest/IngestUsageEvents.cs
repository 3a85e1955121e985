using System.Globalization;
using System.Text.Json;
using Azure.Messaging.EventHubs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using RevenueFunctions.Ingest;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Functions.Ingest;

/// <summary>Takes usage events from the usage hub, a batch of one partition at a time.</summary>
public sealed class IngestUsageEvents(UsageIngest ingest, FabricTracing tracing, IConfiguration configuration)
{
    private readonly IngestTrace trace = new(tracing, configuration);

    /// <summary>
    /// Throws only when storage is down. The hub's checkpoint advances even when a function throws, so the retry must not end before
    /// storage is back: what would be given up after a last retry would be lost.
    /// </summary>
    [Function("IngestUsageEvents")]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
    public Task RunAsync(
        [EventHubTrigger("%UsageHubName%", Connection = "UsageHub", ConsumerGroup = "%UsageHubConsumerGroup%", IsBatched = true)] EventData[] events,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var batch = new List<HubEvent>(events.Length);
        foreach (var one in events)
        {
            batch.Add(new HubEvent(one.SequenceNumber, one.EnqueuedTime, one.EventBody.ToMemory(), one.ContentType, PropertiesOf(one)));
        }

        var partition = PartitionOf(context);
        return trace.RunAsync(partition, batch.Count, tally => ingest.IngestAsync(partition, batch, tally, cancellationToken));
    }

    private static Dictionary<string, string>? PropertiesOf(EventData one)
    {
        if (one.Properties.Count == 0)
        {
            return null;
        }

        var properties = new Dictionary<string, string>(one.Properties.Count, StringComparer.Ordinal);
        foreach (var (name, value) in one.Properties)
        {
            // A time that an AMQP client sends as a timestamp arrives as one; CloudEvents writes it in RFC 3339.
            properties[name] = value switch
            {
                DateTime time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)).ToString("O", CultureInfo.InvariantCulture),
                DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
                _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
            };
        }

        return properties;
    }

    // The host sends the partition as JSON in the trigger's binding data.
    private static string PartitionOf(FunctionContext context)
    {
        if (context.BindingContext.BindingData.TryGetValue("PartitionContext", out var value) && value is string json)
        {
            using var partition = JsonDocument.Parse(json);
            if (partition.RootElement.TryGetProperty("PartitionId", out var id) && id.GetString() is { Length: > 0 } text)
            {
                return text;
            }
        }

        throw new InvalidOperationException("The trigger's binding data names no partition: without it a redelivery could not be told from a duplicate.");
    }
}
