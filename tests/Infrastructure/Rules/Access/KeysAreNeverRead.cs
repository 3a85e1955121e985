using RevenueFunctions.Tests.Infrastructure.Bicep;
using RevenueFunctions.Tests.Infrastructure.Checks;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Access;

/// <summary>Nothing reads the key of a service: what is read at a deployment stands in its history.</summary>
public sealed class KeysAreNeverRead : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) =>
        from file in deployment.Bicep.Values
        from declaration in file.Declarations
        from visit in Visit.All(declaration)
        let function = visit.Expression switch
        {
            Expression.Call { Function: Expression.Name name } => name.Value,
            Expression.Call { Function: Expression.Member member } => member.Property,
            _ => string.Empty,
        }
        where function.StartsWith("list", StringComparison.Ordinal) || function == "getSecret"
        select At(file.Path, visit.Expression.Line, $"{function}() reads a key or a secret into the deployment: give an identity a role instead.");
}
