using RevenueFunctions.Tests.Infrastructure.Bicep;
using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Evaluation;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Bicep;

/// <summary>A key read from a variable's object (often a JSON file's) is there: a misspelt one would be empty on Azure, not an error.</summary>
public sealed class KeysExist : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) =>
        InPlans(deployment, plan => plan.Main.Instances().SelectMany(Check));

    private IEnumerable<Finding> Check(ModuleInstance instance) =>
        from declaration in instance.Source.File.Declarations
        from visit in Visit.All(declaration)
        where visit.Expression is Expression.Member { IsSafe: false, Target: Expression.Name }
        let member = (Expression.Member)visit.Expression
        let name = ((Expression.Name)member.Target).Value
        where !visit.Locals.Contains(name) && instance.Source.File.Find(name) is Declaration.Variable
        let map = instance.Lookup(name) as BicepValue.Map
        where map is not null && map[member.Property] is null
        select At(instance.Source.File.Path, member.Line, $"'{name}' has no key '{member.Property}', only {string.Join(", ", map.Entries.Select(entry => entry.Key))}.");
}
