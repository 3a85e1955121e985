namespace RevenueFunctions.Tests.Infrastructure.Rules.Bicep;

/// <summary>
/// The versions of the APIs that the infrastructure is written for, chosen 2026-11. All are stable and stand in Microsoft's type library
/// (Azure.Bicep.Types.Az), against which ResourceBodiesFit holds what we write.
/// </summary>
public static class ApiVersions
{
    private static readonly ApiVersion[] Chosen =
    [
        new("Microsoft.ApiManagement/service", "2024-05-01", "first stable one with the Consumption tier's policies and versionSets as used"),
        new("Microsoft.Authorization/roleAssignments", "2022-04-01", "the newest stable one"),
        new("Microsoft.DurableTask/schedulers", "2026-02-01", "first stable one with publicNetworkAccess and private endpoints"),
        new("Microsoft.EventHub/namespaces", "2024-01-01", "first stable one with retentionDescription and an identity for Capture"),
        new("Microsoft.Insights/actionGroups", "2023-01-01", "stable; nothing newer is used"),
        new("Microsoft.Insights/components", "2020-02-02", "the only stable one with workspaces and DisableLocalAuth"),
        new("Microsoft.Insights/diagnosticSettings", "2021-05-01-preview", "no stable version knows category groups; Microsoft's own samples use it"),
        new("Microsoft.Insights/metricAlerts", "2018-03-01", "the only stable one"),
        new("Microsoft.Insights/scheduledQueryRules", "2022-06-15", "stable, with dimensions and autoMitigate"),
        new("Microsoft.Insights/workbooks", "2023-06-01", "the newest stable one"),
        new("Microsoft.ManagedIdentity/userAssignedIdentities", "2023-01-31", "stable; nothing newer is used"),
        new("Microsoft.Network/privateDnsZones", "2024-06-01", "stable; zones live in a provider of their own"),
        new("Microsoft.Network/privateEndpoints", "2024-05-01", "the same as the network's"),
        new("Microsoft.Network/virtualNetworks", "2024-05-01", "stable; knows the delegation to Microsoft.App/environments"),
        new("Microsoft.OperationalInsights/workspaces", "2022-10-01", "stable, with features.disableLocalAuth"),
        new("Microsoft.Resources/resourceGroups", "2024-11-01", "stable; nothing newer is used"),
        new("Microsoft.ServiceBus/namespaces", "2024-01-01", "the stable sibling of Event Hubs' version"),
        new("Microsoft.Storage/storageAccounts", "2024-01-01", "stable; nothing newer is used"),
        new("Microsoft.Web/serverfarms", "2024-11-01", "the same as the site's"),
        new("Microsoft.Web/sites", "2024-11-01", "first stable one with functionAppConfig.siteUpdateStrategy"),
    ];

    /// <summary>The version chosen for a type: its own, or that of the type above it.</summary>
    public static ApiVersion? Of(string type) => Chosen.FirstOrDefault(chosen =>
        string.Equals(type, chosen.Type, StringComparison.OrdinalIgnoreCase) || type.StartsWith($"{chosen.Type}/", StringComparison.OrdinalIgnoreCase));
}
