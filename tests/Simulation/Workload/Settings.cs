using Microsoft.Extensions.Configuration;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>The settings of a simulated process: as shipped, with few partitions and rare timers, because a run covers days.</summary>
internal static class Settings
{
    /// <summary>The usage hub.</summary>
    public const string UsageHub = "usage";

    /// <summary>The consumer group that the fabric reads the usage hub with.</summary>
    public const string ConsumerGroup = "fabric";

    /// <summary>The configuration.</summary>
    public static IConfigurationRoot Configuration { get; } = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["UsageHubName"] = UsageHub,
        ["UsageHubConsumerGroup"] = ConsumerGroup,
        ["OutboundHubName"] = "outbound",
        ["PostingQueueName"] = "postings",
        ["PostingSweepSchedule"] = "0 */30 * * * *",
        ["ClosePeriodsSchedule"] = "0 0 0 1 1 *",
        ["ReconciliationSchedule"] = "0 0 3 * * *",
        ["LocalHubs:usage:Partitions"] = "2",
        ["LocalHubs:outbound:Partitions"] = "1",
        ["AzureFunctionsJobHost:extensions:eventHubs:maxEventBatchSize"] = "6",
        [HostJson.DefaultVersionKey] = HostJson.DefaultVersion,
    }).Build();
}
