using System.Collections.Immutable;

namespace RevenueFunctions.Functions.Settings;

/// <summary>Every setting that the app reads, once: the start checks them, the infrastructure sets them, docs/deploy.md lists them.</summary>
public static class FabricSettings
{
    /// <summary>The settings, in the order in which people read them.</summary>
    public static ImmutableArray<FabricSetting> All { get; } =
    [
        new("UsageHub:fullyQualifiedNamespace", SettingNeed.OnAzure, "evhns-fabric.servicebus.windows.net", "The Event Hubs namespace that telemetry sends usage to."),
        new("UsageHub:credential", SettingNeed.OnAzure, "managedidentity", "How the host authenticates there."),
        new("UsageHub:clientId", SettingNeed.OnAzure, "00000000-0000-0000-0000-000000000000", "The client id of the app's user-assigned identity."),
        new("UsageHubName", SettingNeed.Always, "usage", "The hub that usage events arrive in."),
        new("UsageHubConsumerGroup", SettingNeed.Always, "fabric", "The fabric's own consumer group of it."),
        new("OutboundHub:fullyQualifiedNamespace", SettingNeed.OnAzure, "evhns-fabric.servicebus.windows.net", "The Event Hubs namespace of the events that the fabric publishes."),
        new("OutboundHub:credential", SettingNeed.OnAzure, "managedidentity", "How the app authenticates there."),
        new("OutboundHub:clientId", SettingNeed.OnAzure, "00000000-0000-0000-0000-000000000000", "The client id of the app's user-assigned identity."),
        new("OutboundHubName", SettingNeed.Always, "outbound", "The hub that the fabric publishes to."),
        new("PostingQueue:fullyQualifiedNamespace", SettingNeed.OnAzure, "sbns-fabric.servicebus.windows.net", "The Service Bus namespace of the posting lanes' doorbells."),
        new("PostingQueue:credential", SettingNeed.OnAzure, "managedidentity", "How host and app authenticate there."),
        new("PostingQueue:clientId", SettingNeed.OnAzure, "00000000-0000-0000-0000-000000000000", "The client id of the app's user-assigned identity."),
        new("PostingQueueName", SettingNeed.Always, "postings", "The queue with sessions; a session is a legal entity."),
        new("TableStorage:serviceUris", SettingNeed.OnAzure, "https://stfabric.table.core.windows.net", "The table endpoints of the data accounts, separated by commas."),
        new("TableStorage:credential", SettingNeed.OnAzure, "managedidentity", "How the app authenticates there."),
        new("TableStorage:clientId", SettingNeed.OnAzure, "00000000-0000-0000-0000-000000000000", "The client id of the app's user-assigned identity."),
        new("TableStorage", SettingNeed.Optional, "UseDevelopmentStorage=true", "A connection string of one account, in place of the three above: for an emulator or an account with keys."),
        new("AZURE_CLIENT_ID", SettingNeed.Optional, "00000000-0000-0000-0000-000000000000", "The client id of the app's identity, for connections that name none."),
        new("TASKHUB_NAME", SettingNeed.Always, "fabric", "The task hub of the sagas."),
        new("PostingSweepSchedule", SettingNeed.Always, "0 */1 * * * *", "When lanes and commands that stand still are offered again."),
        new("ClosePeriodsSchedule", SettingNeed.Always, "0 10 * * * *", "When ended billing periods are closed."),
        new("ReconciliationSchedule", SettingNeed.Always, "0 40 2 * * *", "When the books are compared."),
        new("AccountingSchedule", SettingNeed.Always, "0 */10 * * * *", "When recognition and accruals are booked."),
        new("APPLICATIONINSIGHTS_CONNECTION_STRING", SettingNeed.Optional, "InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=https://westeurope-0.in.applicationinsights.azure.com/", "Where Azure Monitor takes traces, metrics and logs; on Azure only."),
        new("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", SettingNeed.Optional, "ClientId=00000000-0000-0000-0000-000000000000;Authorization=AAD", "The identity that telemetry is sent to Azure Monitor with."),
        new("OTEL_EXPORTER_OTLP_ENDPOINT", SettingNeed.Optional, "http://localhost:4317", "The OTLP collector of traces, metrics and logs; absent: none. The other OTEL_* settings of OpenTelemetry hold too."),
        new("OTEL_TRACES_SAMPLER", SettingNeed.Optional, "parentbased_traceidratio", "Which traces are recorded; absent: all (Azure Monitor: see docs/telemetry.md)."),
        new("OTEL_TRACES_SAMPLER_ARG", SettingNeed.Optional, "0.1", "The part of them, between 0 and 1."),
    ];
}
