using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Evaluation;
using RevenueFunctions.Tests.Infrastructure.Rules.Settings;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Limits;

/// <summary>What is closed to the public and used by the app has a private endpoint, a name in the right DNS zone, and an app in the network.</summary>
public sealed class ClosedServicesHaveDoors : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) =>
        InPlans(deployment, plan =>
            from site in AppSite.Of(plan)
            from closed in plan.Made
            where closed.Property("publicNetworkAccess")?.AsText() == "Disabled"
            from problem in Problems(plan, site, closed)
            select At(closed.File, closed.Line, $"{closed.Name} is closed to the public, {problem}"));

    private static IEnumerable<string> Problems(Plan plan, AppSite site, PlannedResource closed)
    {
        if (site.Resource.Property("virtualNetworkSubnetId") is null or BicepValue.Scalar { Value: null })
        {
            yield return "but the app is in no network: set virtualNetworkSubnetId of the site.";
        }

        foreach (var (part, zone) in Parts(site, closed))
        {
            if (Endpoint(plan, closed, part) is not { } endpoint)
            {
                yield return $"but has no private endpoint for '{part}', which the app uses.";
            }
            else if (!Zones(plan, endpoint).Contains(zone))
            {
                yield return $"but the private endpoint for '{part}' is in no DNS zone {zone}: the app would still find the closed address.";
            }
        }
    }

    private static IEnumerable<(string Part, string Zone)> Parts(AppSite site, PlannedResource closed)
    {
        if (closed.Is("Microsoft.Storage/storageAccounts"))
        {
            var uses = site.Settings.Select(setting => setting.Value.AsText()).Append(site.Resource.Property("functionAppConfig", "deployment", "storage", "value")?.AsText() ?? string.Empty).ToList();
            return new[] { "blob", "queue", "table" }
                .Where(service => uses.Any(use => use.Contains($"{closed.Id}.properties.primaryEndpoints.{service}", StringComparison.Ordinal)))
                .Select(service => (service, $"privatelink.{service}.core.windows.net"));
        }

        return closed.Is("Microsoft.EventHub/namespaces") || closed.Is("Microsoft.ServiceBus/namespaces") ? [("namespace", "privatelink.servicebus.windows.net")]
            : closed.Is("Microsoft.DurableTask/schedulers") ? [("scheduler", "privatelink.durabletask.io")]
            : [];
    }

    private static PlannedResource? Endpoint(Plan plan, PlannedResource closed, string part) => plan.Of("Microsoft.Network/privateEndpoints").FirstOrDefault(endpoint =>
        (endpoint.Property("privateLinkServiceConnections") as BicepValue.Items)?.Values.Any(connection =>
            connection.At("properties", "privateLinkServiceId")?.AsText() == $"«{closed.Id}»"
            && (connection.At("properties", "groupIds") as BicepValue.Items)?.Values.Any(group => group.AsText() == part) == true) == true);

    private static IEnumerable<string> Zones(Plan plan, PlannedResource endpoint) =>
        from names in plan.Of("Microsoft.Network/privateEndpoints/privateDnsZoneGroups")
        where names.IsWithin(endpoint.Id)
        from zone in (names.Property("privateDnsZoneConfigs") as BicepValue.Items)?.Values ?? []
        select (zone.At("properties", "privateDnsZoneId")?.AsText() ?? string.Empty).Trim('«', '»').Split('/')[^1];
}
