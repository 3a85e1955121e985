using RevenueFunctions.Tests.Infrastructure.Rules.Access;
using RevenueFunctions.Tests.Infrastructure.Rules.Azd;
using RevenueFunctions.Tests.Infrastructure.Rules.Limits;
using RevenueFunctions.Tests.Infrastructure.Rules.Settings;

namespace RevenueFunctions.Tests.Infrastructure.Mistakes;

/// <summary>Mistakes that show only when the app starts, or half-way through a deployment.</summary>
public static class OperationMistakes
{
    private const string Parameters = "infra/main.parameters.json";
    private const string Hook = "infra/hooks/postprovision.sh";
    private const string Roles = "infra/entra-app-roles.json";
    private const string Doors = "infra/privateEndpoints.bicep";

    public static IEnumerable<Mistake> Mistakes { get; } =
    [
        Mistake.Of<SettingsStartTheApp>("a schedule of five fields", "infra/functionApp.bicep", "AccountingSchedule is no schedule", Mistake.Replace(Parameters, "${ACCOUNTING_SCHEDULE}", "*/10 * * * *")),
        Mistake.Of<SettingsStartTheApp>("a host name with its scheme", "infra/functionApp.bicep", "UsageHub__fullyQualifiedNamespace is no host name", Mistake.Replace("infra/functionApp.bicep", "UsageHub__fullyQualifiedNamespace: eventHubsFullyQualifiedNamespace", "UsageHub__fullyQualifiedNamespace: 'sb://${eventHubsFullyQualifiedNamespace}'")),
        Mistake.Of<SettingsStartTheApp>("the sample lacks a setting", "local.settings.sample.json", "OutboundHubName is missing", Mistake.Replace("local.settings.sample.json", "    \"OutboundHubName\": \"outbound\",\n", string.Empty)),
        Mistake.Of<HookVariablesExist>("an output that a hook needs is gone", Hook, "'USAGE_HUB_NAME'", Mistake.Replace("infra/main.bicep", "output USAGE_HUB_NAME string", "output USAGE_HUB string")),
        Mistake.Of<HookVariablesExist>("a hook reads what nobody sets", "infra/hooks/preprovision.sh", "'DATA_ACOUNTS'", Mistake.Replace("infra/hooks/preprovision.sh", "${DATA_ACCOUNTS:-}", "${DATA_ACOUNTS:-}")),
        Mistake.Of<AppRolesAreTheCodes>("a role is registered that the code does not know", Roles, "'Auditor' is registered", Mistake.Replace(Roles, "[\n", "[\n  { \"id\": \"6c0d4b5e-2f0a-4f52-9a8e-6a1c5d1f3bff\", \"value\": \"Auditor\" },\n")),
        Mistake.Of<AppRolesAreTheCodes>("two roles share an id", Roles, "must be a GUID of one role only", Mistake.Replace(Roles, "6a1c5d1f3b02", "6a1c5d1f3b01")),
        Mistake.Of<ServiceLimitsHold>("more partitions than the tier has", "infra/eventHubs.bicep", "has 64 partitions", Mistake.Replace(Parameters, "${USAGE_PARTITIONS}", "${USAGE_PARTITIONS=64}")),
        Mistake.Of<ServiceLimitsHold>("a lock longer than Service Bus allows", "infra/serviceBus.bicep", "five minutes", Mistake.Replace("infra/serviceBus.bicep", "lockDuration: 'PT1M'", "lockDuration: 'PT10M'")),
        Mistake.Of<ClosedServicesHaveDoors>("a part without a private endpoint", "infra/storage.bicep", "no private endpoint for 'queue'", Mistake.Replace(Doors, "groupId: 'queue'", "groupId: 'file'")),
        Mistake.Of<ClosedServicesHaveDoors>("a private endpoint in the wrong zone", "infra/storage.bicep", "privatelink.queue.core.windows.net", Mistake.Replace(Doors, "zoneId: queueZoneId", "zoneId: tableZoneId")),
    ];
}
