namespace RevenueFunctions.Tests.Infrastructure.Rules.Bicep;

/// <summary>
/// The versions of the APIs that the infrastructure is written for, chosen 2026-11. All are stable and stand in Microsoft's type library
/// (Azure.Bicep.Types.Az), against which ResourceBodiesFit holds what we write.
/// </summary>
public static class ApiVersions
{
    private const string Enough = "stable, and has all that is used here";

    /// <summary>All of them; a type below one of these is of the same version.</summary>
    public static IReadOnlyList<ApiVersion> Chosen { get; } =
    [
        new("Microsoft.ApiManagement/service", "2024-05-01", "the newest stable one"),
        new("Microsoft.Authorization/roleAssignments", "2022-04-01", "the newest stable one"),
        new("Microsoft.DurableTask/schedulers", "2026-02-01", "the first stable one with publicNetworkAccess and private endpoints"),
        new("Microsoft.EventHub/namespaces", "2024-01-01", "the first stable one with retentionDescription and an identity for Capture"),
        new("Microsoft.Insights/actionGroups", "2023-01-01", "the newest stable one"),
        new("Microsoft.Insights/components", "2020-02-02", "the newest stable one"),
        new("Microsoft.Insights/metricAlerts", "2018-03-01", Enough),
        new("Microsoft.Insights/scheduledQueryRules", "2022-06-15", Enough),
        new("Microsoft.Insights/workbooks", "2023-06-01", "the newest stable one"),
        new("Microsoft.ManagedIdentity/userAssignedIdentities", "2023-01-31", Enough),
        new("Microsoft.Network/privateDnsZones", "2024-06-01", "the newest stable one"),
        new("Microsoft.Network/privateEndpoints", "2024-05-01", "the same as the network's"),
        new("Microsoft.Network/virtualNetworks", "2024-05-01", Enough),
        new("Microsoft.OperationalInsights/workspaces", "2022-10-01", Enough),
        new("Microsoft.Resources/resourceGroups", "2024-11-01", Enough),
        new("Microsoft.ServiceBus/namespaces", "2024-01-01", "the sibling of Event Hubs' version"),
        new("Microsoft.Storage/storageAccounts", "2024-01-01", Enough),
        new("Microsoft.Web/serverfarms", "2024-11-01", "the same as the site's"),
        new("Microsoft.Web/sites", "2024-11-01", "the first one that takes siteUpdateStrategy, as documented"),
    ];

    /// <summary>The version chosen for a type: its own, or that of the type above it.</summary>
    public static ApiVersion? Of(string type) => Chosen.FirstOrDefault(chosen =>
        string.Equals(type, chosen.Type, StringComparison.OrdinalIgnoreCase) || type.StartsWith($"{chosen.Type}/", StringComparison.OrdinalIgnoreCase));
}
