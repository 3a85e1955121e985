using RevenueFunctions.Tests.Infrastructure.Bicep;
using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Evaluation;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Access;

/// <summary>Every role that is assigned is one of AzureRoles, at a resource, with a name that a second deployment makes again.</summary>
public sealed class RolesAreNarrow : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) =>
        InPlans(deployment, plan => RoleAssignment.Of(plan).SelectMany(Assigned).Concat(Twice(plan)))
            .Concat(deployment.Bicep.Values.SelectMany(Names));

    private IEnumerable<Finding> Assigned(RoleAssignment assignment)
    {
        var (file, line) = (assignment.Resource.File, assignment.Resource.Line);
        if (assignment.Role is null)
        {
            yield return At(file, line, $"the role '{assignment.Resource.Property("roleDefinitionId")?.AsText()}' is not one of tests/Infrastructure/Rules/Access/AzureRoles.cs: correct the id, or add the role there.");
        }
        else if (assignment.Role.Refusal is { } refusal)
        {
            yield return At(file, line, $"{assignment.Role.Name} must not be assigned: {refusal}.");
        }

        if (assignment.Resource.Scope is null)
        {
            yield return At(file, line, "the role holds for the whole resource group: set scope to the resource that it is needed at.");
        }

        if (assignment.Resource.Property("principalType") is null)
        {
            yield return At(file, line, "principalType is missing: without it the assignment fails while a new identity is not yet known everywhere.");
        }
    }

    private IEnumerable<Finding> Twice(Plan plan) =>
        from same in RoleAssignment.Of(plan).GroupBy(assignment => (assignment.Principal, assignment.Role, assignment.Resource.Scope))
        where same.Count() > 1
        let last = same.Last().Resource
        select At(last.File, last.Line, $"{same.Key.Role?.Name} is assigned twice to the same principal at {same.Key.Scope}: Azure refuses the second one.");

    private IEnumerable<Finding> Names(BicepFile file) =>
        from resource in file.All<Declaration.Resource>()
        where resource.FullType == RoleAssignment.Type && resource.Block["name"] is not Expression.Call { Function: Expression.Name { Value: "guid" }, Arguments.Count: >= 3 }
        select At(file.Path, resource.Line, "the name must be guid(scope, principal, role): another deployment would otherwise make it anew, or collide with another assignment.");
}
