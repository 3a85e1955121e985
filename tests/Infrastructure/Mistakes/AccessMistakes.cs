using RevenueFunctions.Tests.Infrastructure.Rules.Access;

namespace RevenueFunctions.Tests.Infrastructure.Mistakes;

/// <summary>Mistakes that open a door.</summary>
public static class AccessMistakes
{
    private const string Roles = "infra/roles.bicep";
    private const string Site = "infra/functionApp.bicep";

    public static IEnumerable<Mistake> Mistakes { get; } =
    [
        Mistake.Of<SharedKeysAreOff>("the hub takes keys", "infra/eventHubs.bicep", "disableLocalAuth", Mistake.Replace("infra/eventHubs.bicep", "disableLocalAuth: true", "disableLocalAuth: false")),
        Mistake.Of<SharedKeysAreOff>("a publishing user is left on", Site, "publishing user 'scm'", Mistake.Replace(Site, "name: 'scm'", "name: 'ftp2'")),
        Mistake.Of<KeysAreNeverRead>("a key is read into the deployment", "infra/storage.bicep", "listKeys() reads a key", Mistake.Append("infra/storage.bicep", "var key = host.listKeys().keys[0].value")),
        Mistake.Of<OutputsHoldNoSecrets>("azd is handed a connection string", "infra/monitoring.bicep", "output 'sharedKey' holds a secret", Mistake.Append("infra/monitoring.bicep", "output sharedKey string = workspace.properties.customerId")),
        Mistake.Of<OutputsHoldNoSecrets>("a secure parameter comes out again", "infra/serviceBus.bicep", "output 'shown' holds a secret", Mistake.Append("infra/serviceBus.bicep", "@secure()\nparam hidden string = 'x'\noutput shown string = hidden")),
        Mistake.Of<RolesAreNarrow>("somebody becomes Contributor", Roles, "Contributor must not be assigned", Mistake.Replace(Roles, "3913510d-42f4-4e42-8a64-420c390055eb", "b24988ac-6180-42a0-ab88-20f7382dd24c")),
        Mistake.Of<RoleIdsFitTheirNames>("two ids of roles are mixed up", Roles, "'eventHubsDataSender' holds the id of Azure Service Bus Data Sender", Mistake.Replace(Roles, "2b629674-e913-4c01-ae53-ef4638d8f975", "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39")),
        Mistake.Of<RolesAreNarrow>("a role holds for the whole group", Roles, "holds for the whole resource group", Mistake.Replace(Roles, "  scope: component\n", string.Empty)),
        Mistake.Of<RolesAreNarrow>("a role's name is not derived", Roles, "must be guid(scope, principal, role)", Mistake.Replace(Roles, "guid(host.id, appPrincipalId, storageBlobDataOwner)", "guid(host.id)")),
        Mistake.Of<RolesAreNarrow>("the kind of principal is left out", Roles, "principalType is missing", Mistake.Replace(Roles, "    principalType: 'ServicePrincipal'\n", string.Empty)),
    ];
}
