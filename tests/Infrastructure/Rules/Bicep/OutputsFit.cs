using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Evaluation;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Bicep;

/// <summary>An output is of the type that it is declared with.</summary>
public sealed class OutputsFit : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) => InPlans(deployment, plan =>
        from instance in plan.Main.Instances()
        from output in instance.Outputs()
        let wanted = output.Value is BicepValue.Scalar { Value: null } ? null : Kinds.Wrong(output.Output.Type.Text.TrimEnd('?'), output.Value)
        where wanted is not null
        select At(instance.Source.File.Path, output.Output.Line, $"output '{output.Output.Name}' is '{output.Value.AsText()}', but declared as {wanted}: correct the type or the value."));
}
