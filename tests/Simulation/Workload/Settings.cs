using Microsoft.Extensions.Configuration;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>The settings of a simulated process: as shipped, with few partitions and rare timers, because a run covers days.</summary>
internal static class Settings
{
    /// <summary>The usage hub.</summary>
    public const string UsageHub = "usage";

    /// <summary>The consumer group that the fabric reads the usage hub with.</summary>
    public const string ConsumerGroup = "fabric";

    private static readonly IConfigurationRoot ClosedByHand = Make("0 0 0 1 1 *");
    private static readonly IConfigurationRoot ClosedByClock = Make("0 20 * * * *");

    /// <summary>The configuration for a scenario.</summary>
    public static IConfigurationRoot Of(Scenario scenario) => scenario.ClosesByClock ? ClosedByClock : ClosedByHand;

    private static IConfigurationRoot Make(string closeSchedule) => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["UsageHubName"] = UsageHub,
        ["UsageHubConsumerGroup"] = ConsumerGroup,
        ["OutboundHubName"] = "outbound",
        ["PostingQueueName"] = "postings",
        ["PostingSweepSchedule"] = "0 */30 * * * *",
        ["ClosePeriodsSchedule"] = closeSchedule,
        ["ReconciliationSchedule"] = "0 0 3 * * *",
        ["AccountingSchedule"] = "0 30 3 * * *",
        ["MeasureSchedule"] = "0 45 3 * * *",
        ["LocalHubs:usage:Partitions"] = "2",
        ["LocalHubs:outbound:Partitions"] = "1",
        ["AzureFunctionsJobHost:extensions:eventHubs:maxEventBatchSize"] = "6",
        [HostJson.DefaultVersionKey] = HostJson.DefaultVersion,
    }).Build();
}
