using System.Text.Json;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Rules.Host;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Access;

/// <summary>The app roles that are registered in Entra ID are those that the code knows, each with an id of its own.</summary>
public sealed class AppRolesAreTheCodes : Rule
{
    private const string Roles = "infra/entra-app-roles.json";

    /// <inheritdoc/>
    public override bool ReadsBicep => false;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment)
    {
        if (HostJsonFile.Broken(deployment.Files.Text(Roles)) is { } broken)
        {
            return [At(Roles, broken.Line, broken.Message)];
        }

        using var document = JsonDocument.Parse(deployment.Files.Text(Roles));
        var registered = document.RootElement.EnumerateArray().Select(role => (Value: role.GetProperty("value").GetString()!, Id: role.GetProperty("id").GetString()!)).ToList();

        // Of single accounts only: a reader whose accounts are named in the settings (docs/security.md).
        var known = Enum.GetNames<Role>().Where(name => name != nameof(Role.Anyone)).Append("CustomerReader").ToList();
        var findings = known.Except(registered.Select(role => role.Value)).Select(name => At(Roles, 0, $"the role '{name}' of functions/Access/Role.cs is not registered: nobody could be given it."))
            .Concat(registered.Where(role => !known.Contains(role.Value)).Select(role => At(Roles, 0, $"the role '{role.Value}' is registered, but the code gives it no rights: correct its name or remove it.")))
            .Concat(registered.GroupBy(role => role.Id).Where(group => group.Count() > 1 || !Guid.TryParse(group.Key, out _)).Select(group => At(Roles, 0, $"the id {group.Key} must be a GUID of one role only.")));
        return [.. findings];
    }
}
