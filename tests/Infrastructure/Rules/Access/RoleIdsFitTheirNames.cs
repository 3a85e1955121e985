using System.Text.RegularExpressions;
using RevenueFunctions.Tests.Infrastructure.Bicep;
using RevenueFunctions.Tests.Infrastructure.Checks;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Access;

/// <summary>A variable that holds the id of a role is called after that role: nobody sees of an id that it is another role's.</summary>
public sealed partial class RoleIdsFitTheirNames : Rule
{
    [GeneratedRegex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", RegexOptions.IgnoreCase)]
    private static partial Regex Id { get; }

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) => deployment.Bicep.Values.SelectMany(Variables);

    private IEnumerable<Finding> Variables(BicepFile file) =>
        from variable in file.All<Declaration.Variable>()
        from visit in Visit.All(variable.Value)
        where visit.Expression is Expression.Literal { Value: string }
        let id = (string)((Expression.Literal)visit.Expression).Value!
        where Id.IsMatch(id)
        let role = AzureRoles.Find(id)
        where role is null || !role.Name.Replace(" ", string.Empty, StringComparison.Ordinal).EndsWith(variable.Name, StringComparison.OrdinalIgnoreCase)
        select At(file.Path, visit.Expression.Line, role is null
            ? $"the id {id} of '{variable.Name}' is not one of tests/Infrastructure/Rules/Access/AzureRoles.cs: correct it, or add the role there."
            : $"'{variable.Name}' holds the id of {role.Name}: correct the id or the name.");
}
