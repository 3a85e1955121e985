using RevenueFunctions.Functions.Settings;
using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Rules.Code;
using RevenueFunctions.Tests.Infrastructure.Rules.Settings;

namespace RevenueFunctions.Tests.Infrastructure.Mistakes;

/// <summary>Mistakes between the code and what it is given.</summary>
public static class SettingMistakes
{
    private const string Site = "infra/functionApp.bicep";
    private const string Roles = "infra/roles.bicep";

    public static IEnumerable<Mistake> Mistakes { get; } =
    [
        Mistake.Of<AlwaysReadyFunctionsExist>("an instance is kept for a function that there is not", Site, "'function:Ingest'", Mistake.Replace(Site, "function:IngestUsageEvents", "function:Ingest")),
        Mistake.Of<SettingsAreSet>("a hub's name is not set", Site, "'OutboundHubName' is not set", Mistake.Replace(Site, "  OutboundHubName: outboundHubName\n", string.Empty)),
        Mistake.Of<SettingsAreSet>("the code needs one more setting", Site, "'ErpEndpoint' is not set", deployment =>
            deployment.With([.. deployment.Settings, new FabricSetting("ErpEndpoint", SettingNeed.OnAzure, "https://erp.example", "Where the ERP is.")])),
        Mistake.Of<SettingsAreSet>("a trigger names one more setting", Site, "'OrdersQueueName' is not set", deployment =>
            deployment.With(deployment.App with { Triggers = [.. deployment.App.Triggers, new("Orders", "TimerTrigger", "%OrdersQueueName%", null, null, false, null)] })),
        Mistake.Of<SettingsAreKnown>("a setting is misspelt", Site, "'OutboundHubNam' is read by nobody", Mistake.Replace(Site, "  OutboundHubName: outboundHubName\n", "  OutboundHubName: outboundHubName\n  OutboundHubNam: outboundHubName\n")),
        Mistake.Of<SettingsAreKnown>("a setting that Flex refuses", Site, "must not be set on a Flex Consumption plan", Mistake.Replace(Site, "  OutboundHubName: outboundHubName\n", "  OutboundHubName: outboundHubName\n  FUNCTIONS_WORKER_RUNTIME: 'dotnet-isolated'\n")),
        Mistake.Of<SettingsAreKnown>("an override of a key that host.json lacks", Site, "overrides a key", Mistake.Replace(Site, "durableTask__storageProvider__type", "durableTask__storage__type")),
        Mistake.Of<ConnectionsUseTheIdentity>("a connection falls back to another identity", Site, "OutboundHub__credential", Mistake.Replace(Site, "  OutboundHub__credential: 'managedidentity'\n", string.Empty)),
        Mistake.Of<ConnectionsUseTheIdentity>("a connection names the wrong identity", Site, "PostingQueue__clientId", Mistake.Replace(Site, "PostingQueue__clientId: identityClientId", "PostingQueue__clientId: identityId")),
        Mistake.Of<ConnectionsUseTheIdentity>("a connection names no namespace of ours", Site, "is no namespace that is made here", Mistake.Replace(Site, "PostingQueue__fullyQualifiedNamespace: serviceBusFullyQualifiedNamespace", "PostingQueue__fullyQualifiedNamespace: '${serviceBusFullyQualifiedNamespace}.'")),
        Mistake.Of<ConnectionsUseTheIdentity>("a key in a setting", Site, "holds a key", Mistake.Replace(Site, "  OutboundHubName: outboundHubName\n", "  OutboundHubName: outboundHubName\n  OutboundHub: 'Endpoint=sb://x/;SharedAccessKeyName=a;SharedAccessKey=b'\n")),
        Mistake.Of<RolesAreAsNeeded>("the app may not send to its own queue", Site, "lacks 'Azure Service Bus Data Sender'", Mistake.Replace(Roles, Assignment("appPostingsSend", "postings", "serviceBusDataSender"), string.Empty)),
        Mistake.Of<RolesAreAsNeeded>("the app may send to the usage hub", Roles, "which nothing needs there", Mistake.Append(Roles, Assignment("appUsageSend", "usage", "eventHubsDataSender"))),
        Mistake.Of<RolesAreAsNeeded>("a trigger on one more queue", Site, "for the trigger of Again", deployment =>
            deployment.With(deployment.App with { Triggers = [.. deployment.App.Triggers, new("Again", "EventHubTrigger", "%OutboundHubName%", null, "OutboundHub", false, -1)] })),
        Mistake.Of<NamesAreResources>("a queue that is not there", Site, "%PostingQueueName% is 'posting-lanes'", Mistake.Replace(Site, "PostingQueueName: postingQueueName", "PostingQueueName: 'posting-lanes'")),
        Mistake.Of<NamesAreResources>("a consumer group that is not there", Site, "does not have as a consumer group", Mistake.Replace(Site, "UsageHubConsumerGroup: usageConsumerGroup", "UsageHubConsumerGroup: '$Fabric'")),
        Mistake.Of<NamesAreResources>("a queue without sessions", Site, "does not require sessions", Mistake.Replace("infra/serviceBus.bicep", "requiresSession: true", "requiresSession: false")),
        Mistake.Of<NamesAreResources>("a task hub that is not there", Site, "which the scheduler does not have", Mistake.Replace("infra/durableTask.bicep", "name: taskHubName", "name: '${taskHubName}2'")),
        Mistake.Of<SettingsAreCatalogued>("the code reads a setting in secret", "functions/Posting/ErpClient.cs", "'Erp:Endpoint'", deployment =>
            deployment.With("functions/Posting/ErpClient.cs", "var endpoint = configuration[\"Erp:Endpoint\"];\n")),
        Mistake.Of<SettingsAreCatalogued>("the catalogue loses a setting that a trigger names", "functions/Posting/AccountingClock.cs", "'AccountingSchedule'", deployment =>
            deployment.With([.. deployment.Settings.Where(setting => setting.Name != "AccountingSchedule")])),
    ];

    private static string Assignment(string name, string scope, string role) =>
        $$"""
        resource {{name}} 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
          name: guid({{scope}}.id, appPrincipalId, {{role}})
          scope: {{scope}}
          properties: {
            principalId: appPrincipalId
            principalType: 'ServicePrincipal'
            roleDefinitionId: {{role}}
          }
        }
        """;
}
