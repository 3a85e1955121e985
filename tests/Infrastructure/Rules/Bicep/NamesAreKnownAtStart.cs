using RevenueFunctions.Tests.Infrastructure.Bicep;
using RevenueFunctions.Tests.Infrastructure.Checks;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Bicep;

/// <summary>
/// Names, conditions and loops are decided before the deployment starts: they must not ask for a property of a resource or for an output of
/// a module of the same file (BCP120, BCP178, BCP182).
/// </summary>
public sealed class NamesAreKnownAtStart : Rule
{
    private static readonly HashSet<string> KnownAtStart = ["id", "name", "type", "apiVersion"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) =>
        from file in deployment.Bicep.Values
        from declaration in file.Declarations
        from expression in Early(declaration)
        from visit in Through(file, expression, 0)
        where visit is Expression.Member { Target: Expression.Name } or Expression.Member { Target: Expression.Item { Target: Expression.Name } }
        let member = (Expression.Member)visit
        let target = member.Target is Expression.Item item ? (Expression.Name)item.Target : (Expression.Name)member.Target
        let named = file.Find(target.Value)
        where named is Declaration.Module || (named is Declaration.Resource && !KnownAtStart.Contains(member.Property))
        select At(file.Path, expression.Line, $"'{target.Value}.{member.Property}' is known only after '{target.Value}' is deployed; a name, condition, scope or loop must be "
            + "known before: pass it to a module as a parameter.");

    private static IEnumerable<Expression> Early(Declaration declaration)
    {
        var block = (declaration as Declaration.Resource)?.Block ?? (declaration as Declaration.Module)?.Block;
        return block is null ? [] : new[] { block["name"], block["scope"] as Expression.Call, block.Condition, block.Source }.OfType<Expression>();
    }

    // A variable that holds such a thing is as late as the thing itself.
    private static IEnumerable<Expression> Through(BicepFile file, Expression expression, int depth) => Visit.All(expression)
        .SelectMany(visit => visit.Expression is Expression.Name name && depth < 8 && !visit.Locals.Contains(name.Value) && file.Find(name.Value) is Declaration.Variable variable
            ? Through(file, variable.Value, depth + 1)
            : [visit.Expression]);
}
