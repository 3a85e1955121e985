using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Rules.Access;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Settings;

/// <summary>The app's identity has each role that a trigger, a connection or the host needs, where it needs it, and no other one.</summary>
public sealed class RolesAreAsNeeded : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) =>
        InPlans(deployment, plan => AppSite.Of(plan).SelectMany(site => Check(deployment, site)));

    private IEnumerable<Finding> Check(Deployment deployment, AppSite site)
    {
        var needed = Grants.Of(deployment.App, site).ToList();
        var given = RoleAssignment.Of(site.Plan).Where(assignment => site.Principals.Contains(assignment.Principal)).ToList();
        foreach (var grant in needed.Where(grant => !given.Any(assignment => Covers(assignment, grant))))
        {
            yield return At(site.Resource.File, site.Resource.Line, $"the app's identity lacks '{grant.Role.Name}' at {grant.At}, for {grant.For}: add a role assignment.");
        }

        foreach (var assignment in given.Where(assignment => assignment.Role is not null && !needed.Any(grant => grant.Role == assignment.Role && grant.At == assignment.Resource.Scope)))
        {
            yield return At(assignment.Resource.File, assignment.Resource.Line,
                $"the app's identity gets '{assignment.Role!.Name}' at {assignment.Resource.Scope}, which nothing needs there: remove it, or narrow its scope.");
        }
    }

    private static bool Covers(RoleAssignment assignment, Grant grant) => assignment.Role == grant.Role
        && assignment.Resource.Scope is { } scope
        && (string.Equals(scope, grant.At, StringComparison.OrdinalIgnoreCase) || IsAbove(scope, grant.At));

    // Microsoft.X/a/namespace is above Microsoft.X/a/b/namespace/entity.
    private static bool IsAbove(string scope, string below)
    {
        var (parts, inner) = (scope.Split('/'), below.Split('/'));
        return inner.Length > parts.Length && inner[0] == parts[0] && inner[1] == parts[1] && below.Contains($"/{parts[^1]}/", StringComparison.Ordinal);
    }
}
