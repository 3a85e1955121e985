namespace RevenueFunctions.Tests.Infrastructure.Rules.Host;

/// <summary>
/// The keys of host.json that the host and the extensions of this app read. The host takes no notice of a key it does not know, so a
/// misspelt one would hold its default in silence. From the sources: azure-functions-host (HostJsonFileConfigurationSource,
/// ScriptJobHostOptions), azure-sdk-for-net (EventHubOptions 6.5, ServiceBusOptions 5.17), azure-functions-durable-extension (DurableTaskOptions 3.x,
/// AzureStorageOptions, TraceOptions), azure-webjobs-sdk-extensions (HttpOptions).
/// </summary>
public static class HostKeys
{
    private const string EventHubs = "extensions.eventHubs.";
    private const string ServiceBus = "extensions.serviceBus.";
    private const string Durable = "extensions.durableTask.";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<HostKey> All { get; } = [.. Host(), .. Hub(), .. Bus(), .. Sagas()];

    /// <summary>The key at a path, whose parts may be in any case, as the host reads them.</summary>
    public static HostKey? Find(IReadOnlyList<string> path) => All.FirstOrDefault(key =>
    {
        var parts = key.Path.Split('.');
        return parts.Length == path.Count && parts.Zip(path).All(pair => pair.First == "*" || string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase));
    });

    private static HostKey[] Host() =>
    [
        new("version", "2.0"),
        new("telemetryMode", "None|ApplicationInsights|OpenTelemetry", "ApplicationInsights"),
        new("functionTimeout", "time", "00:30:00"),
        new("sendCanceledInvocationsToWorker", "flag", "true"),
        new("singleton.lockPeriod", "time", "00:00:15"),
        new("singleton.listenerLockPeriod", "time", "00:01:00"),
        new("aggregator.batchSize", "number", "1000", 1),
        new("aggregator.flushTimeout", "time", "00:00:30"),
        new("healthMonitor.enabled", "flag", "true"),
        new("concurrency.dynamicConcurrencyEnabled", "flag", "false"),
        new("concurrency.snapshotPersistenceEnabled", "flag", "true"),
        new("logging.fileLoggingMode", "never|always|debugOnly", "debugOnly"),
        new("logging.logLevel.*", "Trace|Debug|Information|Warning|Error|Critical|None"),
        new("logging.console.isEnabled", "flag", "false"),
        new("logging.applicationInsights.samplingSettings.isEnabled", "flag", "true"),
        new("logging.applicationInsights.samplingSettings.excludedTypes", "text"),
        new("logging.applicationInsights.samplingSettings.maxTelemetryItemsPerSecond", "number", "20", 1),
        new("extensions.http.routePrefix", "text", "api"),
        new("extensions.http.maxOutstandingRequests", "number", "-1", -1),
        new("extensions.http.maxConcurrentRequests", "number", "-1", -1),
        new("extensions.http.dynamicThrottlesEnabled", "flag", "false"),
        new("extensions.http.hsts.isEnabled", "flag", "false"),
        new("extensions.http.hsts.maxAge", "text"),
        new("extensions.http.customHeaders.*", "text"),
    ];

    private static HostKey[] Hub() =>
    [
        new(EventHubs + "maxEventBatchSize", "number", "100", 1),
        new(EventHubs + "minEventBatchSize", "number", "1", 1),
        new(EventHubs + "maxWaitTime", "time", "00:01:00"),
        new(EventHubs + "batchCheckpointFrequency", "number", "1", 1),
        new(EventHubs + "enableCheckpointing", "flag", "true"),
        new(EventHubs + "prefetchCount", "number", "300"),
        new(EventHubs + "targetUnprocessedEventThreshold", "number", "the batch size", 1),
        new(EventHubs + "transportType", "amqpTcp|amqpWebSockets", "amqpTcp"),
        new(EventHubs + "trackLastEnqueuedEventProperties", "flag", "false"),
        new(EventHubs + "partitionOwnershipExpirationInterval", "time", "00:02:00"),
        new(EventHubs + "loadBalancingUpdateInterval", "time", "00:00:30"),
        new(EventHubs + "initialOffsetOptions.type", "fromStart|fromEnd|fromEnqueuedTime", "fromStart"),
        new(EventHubs + "initialOffsetOptions.enqueuedTimeUtc", "text"),
        .. Retries(EventHubs),
    ];

    private static HostKey[] Bus() =>
    [
        new(ServiceBus + "prefetchCount", "number", "0"),
        new(ServiceBus + "autoCompleteMessages", "flag", "true"),
        new(ServiceBus + "maxAutoLockRenewalDuration", "time", "00:05:00"),
        new(ServiceBus + "maxConcurrentCalls", "number", "16 for each core", 1),
        new(ServiceBus + "maxConcurrentSessions", "number", "8", 1),
        new(ServiceBus + "maxConcurrentCallsPerSession", "number", "1", 1),
        new(ServiceBus + "maxMessageBatchSize", "number", "1000", 1),
        new(ServiceBus + "minMessageBatchSize", "number", "1", 1),
        new(ServiceBus + "maxBatchWaitTime", "time", "00:00:30"),
        new(ServiceBus + "sessionIdleTimeout", "time", "00:01:00"),
        new(ServiceBus + "enableCrossEntityTransactions", "flag", "false"),
        new(ServiceBus + "transportType", "amqpTcp|amqpWebSockets", "amqpTcp"),
        .. Retries(ServiceBus),
    ];

    private static HostKey[] Retries(string extension) =>
    [
        new(extension + "clientRetryOptions.mode", "fixed|exponential", "exponential"),
        new(extension + "clientRetryOptions.tryTimeout", "time", "00:01:00"),
        new(extension + "clientRetryOptions.delay", "time", "00:00:00.80"),
        new(extension + "clientRetryOptions.maxDelay", "time", "00:01:00"),
        new(extension + "clientRetryOptions.maxRetries", "number", "3", 0, 100),
    ];

    private static HostKey[] Sagas() =>
    [
        new(Durable + "hubName", "text", "the site's name"),
        new(Durable + "defaultVersion", "text"),
        new(Durable + "versionMatchStrategy", "None|Strict|CurrentOrOlder", "CurrentOrOlder"),
        new(Durable + "versionFailureStrategy", "Reject|Fail", "Reject"),
        new(Durable + "maxConcurrentActivityFunctions", "number", null, 1),
        new(Durable + "maxConcurrentOrchestratorFunctions", "number", null, 1),
        new(Durable + "maxConcurrentEntityFunctions", "number", null, 1),
        new(Durable + "maxEntityOperationBatchSize", "number", null, 1),
        new(Durable + "maxOrchestrationActions", "number", "100000", 1),
        new(Durable + "extendedSessionsEnabled", "flag", "false"),
        new(Durable + "extendedSessionIdleTimeoutInSeconds", "number", "30", 1),
        new(Durable + "overridableExistingInstanceStates", "NonRunningStates|AnyState", "NonRunningStates"),
        new(Durable + "useGracefulShutdown", "flag", "false"),
        new(Durable + "useAppLease", "flag", "true"),
        new(Durable + "storeInputsInOrchestrationHistory", "flag", "false"),
        new(Durable + "maxGrpcMessageSizeInBytes", "number", "4194304", 1),
        new(Durable + "grpcHttpClientTimeout", "time", "00:01:40"),
        new(Durable + "throwStatusExceptionsOnRaiseEvent", "flag"),
        new(Durable + "tracing.distributedTracingEnabled", "flag", "false"),
        new(Durable + "tracing.version", "None|V1|V2", "V1"),
        new(Durable + "tracing.distributedTracingProtocol", "HttpCorrelationProtocol|W3CTraceContext", "HttpCorrelationProtocol"),
        new(Durable + "tracing.traceInputsAndOutputs", "flag", "false"),
        new(Durable + "tracing.traceReplayEvents", "flag", "false"),
        new(Durable + "storageProvider.type", "azureStorage|azureManaged|mssql|netherite", "azureStorage"),
        new(Durable + "storageProvider.connectionStringName", "text", "each type's own"),
        new(Durable + "storageProvider.partitionCount", "number", "4", 1, 16),
        new(Durable + "storageProvider.useTablePartitionManagement", "flag", "true"),
        new(Durable + "storageProvider.useInstanceTableEtag", "flag", "false"),
        new(Durable + "storageProvider.controlQueueBatchSize", "number", "32", 1, 32),
        new(Durable + "storageProvider.controlQueueBufferThreshold", "number", "256", 1),
        new(Durable + "storageProvider.controlQueueVisibilityTimeout", "time", "00:05:00"),
        new(Durable + "storageProvider.workItemQueueVisibilityTimeout", "time", "00:05:00"),
        new(Durable + "storageProvider.maxQueuePollingInterval", "time", "00:00:30"),
        new(Durable + "storageProvider.trackingStoreConnectionStringName", "text"),
        new(Durable + "storageProvider.trackingStoreNamePrefix", "text"),
    ];
}
