using RevenueFunctions.Tests.Infrastructure.Bicep;
using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Evaluation;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Bicep;

/// <summary>A resource's name has as many parts as its type, its parent is of the type above its own, and nothing is made twice.</summary>
public sealed class ParentsFit : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) => deployment.Bicep.Values.SelectMany(Parents)
        .Concat(InPlans(deployment, plan => Names(plan).Concat(Twice(plan))))

        // A wrong parent makes a wrong name.
        .DistinctBy(finding => (finding.File, finding.Line));

    private IEnumerable<Finding> Parents(BicepFile file) =>
        from resource in file.All<Declaration.Resource>()
        where resource.Block["parent"] is not null
        let parent = Parent(file, resource)
        let above = resource.FullType[..Math.Max(0, resource.FullType.LastIndexOf('/'))]
        where parent is null || !string.Equals(parent.FullType, above, StringComparison.OrdinalIgnoreCase)
        select At(file.Path, resource.Line, parent is null
            ? $"the parent of '{resource.Name}' must be the name of a resource of this file."
            : $"'{resource.Name}' is a {resource.FullType}, whose parent must be a {above}; '{parent.Name}' is a {parent.FullType}.");

    private static Declaration.Resource? Parent(BicepFile file, Declaration.Resource resource) => resource.Block["parent"] switch
    {
        Expression.Name name => file.Find(name.Value) as Declaration.Resource,
        Expression.Nested nested => file.Find(nested.Resource) as Declaration.Resource,
        Expression.Item { Target: Expression.Name name } => file.Find(name.Value) as Declaration.Resource,
        _ => null,
    };

    private IEnumerable<Finding> Names(Plan plan) =>
        from resource in plan.Resources
        let parts = resource.Type.Split('/').Length - 1
        where resource.FullName.Split('/').Length != parts
        select At(resource.File, resource.Line,
            $"{resource.Type} has a name of {parts} part(s), but '{resource.FullName}' has {resource.FullName.Split('/').Length}: set its parent, and name it without the parent's name.");

    private IEnumerable<Finding> Twice(Plan plan) =>
        from same in plan.Made.GroupBy(resource => resource.Id, StringComparer.OrdinalIgnoreCase)
        where same.Count() > 1
        let last = same.Last()
        select At(last.File, last.Line, $"{same.Key} is made {same.Count()} times: name one otherwise.");
}
