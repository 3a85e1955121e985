using RevenueFunctions.Tests.Infrastructure.Rules.Code;
using RevenueFunctions.Tests.Infrastructure.Rules.Host;

namespace RevenueFunctions.Tests.Infrastructure.Mistakes;

/// <summary>Mistakes in what the host and the build are told.</summary>
public static class HostMistakes
{
    private const string Host = "host.json";
    private const string Page = "docs/host.md";

    public static IEnumerable<Mistake> Mistakes { get; } =
    [
        Mistake.Of<HostKeysAreKnown>("a key is misspelt", Host, "is read by nobody", Mistake.Replace(Host, "\"maxEventBatchSize\"", "\"maxBatchSize\"")),
        Mistake.Of<HostKeysAreKnown>("a key stands in the wrong place", Host, "It belongs at 'extensions.durableTask.extendedSessionsEnabled'", Mistake.Replace(Host, "\"version\": \"2.0\",", "\"version\": \"2.0\",\n  \"extendedSessionsEnabled\": false,")),
        Mistake.Of<HostKeysAreKnown>("a text where a flag belongs", Host, "takes true or false", Mistake.Replace(Host, "\"autoCompleteMessages\": false", "\"autoCompleteMessages\": \"no\"")),
        Mistake.Of<HostKeysAreKnown>("a time that is none", Host, "takes a time", Mistake.Replace(Host, "\"02:00:00\"", "\"2 hours\"")),
        Mistake.Of<HostKeysAreKnown>("a number out of range", Host, "takes a whole number from 1", Mistake.Replace(Host, "\"maxConcurrentSessions\": 8", "\"maxConcurrentSessions\": 0")),
        Mistake.Of<HostKeysAreKnown>("a provider that there is not", Host, "takes one of azureStorage", Mistake.Replace(Host, "\"azureManaged\"", "\"azureManagd\"")),
        Mistake.Of<HostKeysAreKnown>("a comma too many", Host, "is not JSON", Mistake.Replace(Host, "\"version\": \"2.0\",", "\"version\": \"2.0\",,")),
        Mistake.Of<HostKeysHaveReasons>("a key without a reason", Page, "'functionTimeout' of host.json has no row", Mistake.Replace(Host, "\"version\": \"2.0\",", "\"version\": \"2.0\",\n  \"functionTimeout\": \"00:10:00\",")),
        Mistake.Of<HostKeysHaveReasons>("a value changed, its reason not", Page, "'extensions.serviceBus.maxConcurrentSessions' is '16'", Mistake.Replace(Host, "\"maxConcurrentSessions\": 8", "\"maxConcurrentSessions\": 16")),
        Mistake.Of<HostKeysHaveReasons>("a reason for a key that went", Page, "is not set in host.json", Mistake.Replace(Host, "      \"prefetchCount\": 0,\n", string.Empty)),
        Mistake.Of<HostKeysHaveReasons>("a default that is none", Page, "the default of 'extensions.eventHubs.prefetchCount' is '300'", Mistake.Replace(Page, "| `512` | 300 |", "| `512` | 30 |")),
        Mistake.Of<UsageIsNeverGivenUp>("reading usage gives up after five times", "functions", "after 5 times", deployment =>
            deployment.With(deployment.App with { Triggers = [.. deployment.App.Triggers, new("Again", "EventHubTrigger", "%UsageHubName%", "%UsageHubConsumerGroup%", "UsageHub", false, 5)] })),
        Mistake.Of<SagaVersionIsTheNewest>("the newest version is not begun on", Host, "the newest version of functions/Sagas/SagaVersions.cs is 1.1", Mistake.Replace(Host, "\"defaultVersion\": \"1.1\"", "\"defaultVersion\": \"1.0\"")),
        Mistake.Of<RetriesAreSupported>("a retry policy on a queue's trigger", "functions", "takes no notice of it", deployment =>
            deployment.With(deployment.App with { Triggers = [.. deployment.App.Triggers, new("Again", "ServiceBusTrigger", "%PostingQueueName%", null, "PostingQueue", true, 3)] })),
        Mistake.Of<DeterminismIsEnforced>("an analyzer only warns", ".editorconfig", "DURABLE0004 is not an error", Mistake.Replace(".editorconfig", "dotnet_diagnostic.DURABLE0004.severity = error", "dotnet_diagnostic.DURABLE0004.severity = warning")),
    ];
}
