namespace RevenueFunctions.Local.Capacity;

/// <summary>
/// Every limit and every price that the plan takes from others. Prices are list prices in US dollars: check them against your agreement and
/// region before you rely on a total. A price that could not be found has no line here, and no part in a total.
/// </summary>
internal static class PublishedFigures
{
    private const string EventHubQuotas = "Event Hubs quotas and limits (learn.microsoft.com)";
    private const string EventHubScale = "Event Hubs scalability (learn.microsoft.com)";
    private const string TableTargets = "Scalability targets for Table storage (learn.microsoft.com)";
    private const string FlexPlan = "Flex Consumption plan (learn.microsoft.com)";
    private const string SchedulerBilling = "Durable Task Scheduler billing (learn.microsoft.com)";
    private const string Read = "read 2026-11";
    private const string Undated = "undated, read 2026-11";
    private const string Infracost = "infracost, price snapshot in its test data";
    private const string Retail = "Azure Retail Prices API, as quoted in a public repository";

    public static PublishedFigure UnitEvents { get; } = new(1_000, "hub events/s a throughput unit takes in", EventHubQuotas, Read);

    public static PublishedFigure UnitBytes { get; } = new(1_000_000, "bytes/s a throughput unit takes in (1 MB)", EventHubQuotas, Read);

    public static PublishedFigure StandardUnits { get; } = new(40, "throughput units of a Standard namespace", EventHubQuotas, Read);

    public static PublishedFigure StandardPartitions { get; } = new(32, "partitions of a Standard hub", EventHubQuotas, Read);

    public static PublishedFigure PartitionUnits { get; } = new(1, "throughput units that a partition is guaranteed", EventHubScale, Read);

    public static PublishedFigure PremiumUnits { get; } = new(16, "processing units of a Premium namespace", EventHubQuotas, Read);

    public static PublishedFigure PremiumPartitions { get; } = new(100, "partitions of a Premium hub", EventHubQuotas, Read);

    public static PublishedFigure PremiumUnitBytes { get; } = new(5_000_000, "bytes/s a processing unit takes in (published as 5 to 10 MB)", EventHubScale, Read);

    public static PublishedFigure HubEventBytes { get; } = new(1_000_000, "bytes of a hub event (1 MB)", EventHubQuotas, Read);

    public static PublishedFigure IngressBytes { get; } = new(65_536, "bytes that are billed as one ingress event", "Event Hubs pricing, questions and answers", Read);

    public static PublishedFigure AccountEntities { get; } = new(20_000, "entities/s of a storage account (1 KiB each)", TableTargets, Read);

    public static PublishedFigure PartitionEntities { get; } = new(2_000, "entities/s of a table partition (1 KiB each)", TableTargets, Read);

    public static PublishedFigure FlexCores { get; } = new(250, "cores of all Flex apps of a subscription in a region, unless raised", FlexPlan, Read);

    public static PublishedFigure FlexInstances { get; } = new(1_000, "instances of a Flex app", FlexPlan, Read);

    public static PublishedFigure SchedulerUnitActions { get; } = new(2_000, "actions/s of a capacity unit (Dedicated)", SchedulerBilling, "2026-05");

    public static PublishedFigure SchedulerUnits { get; } = new(3, "capacity units of a scheduler (Dedicated)", SchedulerBilling, "2026-05");

    public static PublishedFigure SchedulerConsumptionActions { get; } = new(500, "actions/s (Consumption)", SchedulerBilling, "2026-05");

    public static PublishedFigure ThroughputUnitHour { get; } = new(0.03m, "USD an hour and throughput unit", Retail, "2026-09", "East US");

    public static PublishedFigure IngressMillion { get; } = new(0.028m, "USD a million ingress events (Standard)", Retail, "2026-09", "East US");

    public static PublishedFigure CaptureUnitHour { get; } = new(0.10m, "USD an hour and throughput unit with Capture (Standard)", Infracost, Undated, "East US");

    public static PublishedFigure ProcessingUnitHour { get; } = new(1.027m, "USD an hour and processing unit (Premium, Capture included)", Infracost, Undated, "East US");

    public static PublishedFigure FlexGigabyteSecond { get; } = new(0.000026m, "USD a GB-s on demand", Retail, "2026-09-23", "not named");

    public static PublishedFigure FlexExecutionMillion { get; } = new(0.40m, "USD a million executions on demand", Retail, "2026-09-23", "not named");

    public static PublishedFigure FlexFreeGigabyteSeconds { get; } = new(100_000, "GB-s a month free", Retail, "2026-09-23");

    public static PublishedFigure FlexFreeExecutions { get; } = new(250_000, "executions a month free", Retail, "2026-09-23");

    public static PublishedFigure TableTransactions10K { get; } = new(0.00036m, "USD for 10,000 table transactions, a batch being one", Retail, "2026-09-22", "not named, LRS");

    public static PublishedFigure TableGigabyteMonth { get; } = new(0.045m, "USD a GB and month in tables", Retail, "2026-09-22", "not named, LRS");

    public static PublishedFigure BlobGigabyteMonth { get; } = new(0.0196m, "USD a GB and month in hot blobs", Infracost, Undated, "West Europe, LRS");

    public static PublishedFigure BlobOther10K { get; } = new(0.0043m, "USD for 10,000 other blob operations, such as a checkpoint (general-purpose v2)", Infracost, Undated, "West Europe, LRS");

    public static PublishedFigure ServiceBusHour { get; } = new(0.01344m, "USD an hour (Standard, 13 million operations a month included)", Infracost, Undated, "West Europe");

    public static PublishedFigure ServiceBusFreeOperations { get; } = new(13_000_000, "operations a month included (Standard)", "Service Bus pricing", Read);

    public static PublishedFigure ServiceBusMillion { get; } = new(0.80m, "USD a million operations above those, up to 100 million", Infracost, Undated, "West Europe");

    /// <summary>All of them, limits first.</summary>
    public static IReadOnlyList<PublishedFigure> All { get; } =
    [
        UnitEvents, UnitBytes, StandardUnits, StandardPartitions, PartitionUnits, PremiumUnits, PremiumPartitions, PremiumUnitBytes, HubEventBytes,
        IngressBytes, AccountEntities, PartitionEntities, FlexCores, FlexInstances, SchedulerUnitActions, SchedulerUnits, SchedulerConsumptionActions,
        ThroughputUnitHour, IngressMillion, CaptureUnitHour, ProcessingUnitHour, FlexGigabyteSecond, FlexExecutionMillion, FlexFreeGigabyteSeconds,
        FlexFreeExecutions, TableTransactions10K, TableGigabyteMonth, BlobGigabyteMonth, BlobOther10K, ServiceBusHour, ServiceBusFreeOperations, ServiceBusMillion,
    ];
}
