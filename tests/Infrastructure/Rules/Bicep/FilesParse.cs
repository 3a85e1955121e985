using RevenueFunctions.Tests.Infrastructure.Checks;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Bicep;

/// <summary>Every file of Bicep can be read, and what infra/main.bicep comes to can be computed for each choice of parameters.</summary>
public sealed class FilesParse : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment)
    {
        _ = deployment.Plans;
        return deployment.Failures.Select(failure => At(failure.File, failure.Line, failure.Message));
    }
}
