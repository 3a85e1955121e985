using RevenueFunctions.Tests.Infrastructure.Bicep;
using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Evaluation;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Bicep;

/// <summary>What a parameter gets is of its type, one of the allowed values, and within its limits.</summary>
public sealed class ArgumentsFit : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) =>
        InPlans(deployment, plan => plan.Main.Instances().SelectMany(Check));

    private IEnumerable<Finding> Check(ModuleInstance instance) =>
        from parameter in instance.Source.File.All<Declaration.Parameter>()
        let value = instance.Lookup(parameter.Name)
        let problem = Problem(parameter, value)
        where problem is not null
        select At(instance.Source.File.Path, parameter.Line, $"'{parameter.Name}' {problem}");

    private static string? Problem(Declaration.Parameter parameter, BicepValue value)
    {
        if (value is BicepValue.Scalar { Value: null })
        {
            return parameter.Type.Text.EndsWith('?') || parameter.Default is not null ? null : "gets no value, but is required: pass one.";
        }

        if (Kinds.Wrong(parameter.Type.Text.TrimEnd('?'), value) is { } wanted)
        {
            return $"gets '{value.AsText()}', but takes {wanted}.";
        }

        var allowed = Allowed(parameter);
        if (value.IsKnown && allowed.Count > 0 && !allowed.Contains(value.AsText()))
        {
            return $"gets '{value.AsText()}', but takes one of {string.Join(", ", allowed)}.";
        }

        return OutOfLimits(parameter, value);
    }

    private static List<string> Allowed(Declaration.Parameter parameter) =>
        parameter.Decorator("allowed")?.Arguments is [Expression.List list]
            ? [.. list.Items.Select(Constant)]
            : parameter.Type.Text.Contains('|', StringComparison.Ordinal)
                ? [.. parameter.Type.Text.Split('|').Select(item => item.Trim().Trim('\''))]
                : [];

    private static string? OutOfLimits(Declaration.Parameter parameter, BicepValue value)
    {
        long? size = value switch
        {
            BicepValue.Scalar { Value: long number } => number,
            BicepValue.Scalar { Value: string text } when value.IsKnown => text.Length,
            BicepValue.Items items => items.Values.Count,
            _ => null,
        };
        var isNumber = value is BicepValue.Scalar { Value: long };
        var (least, most) = (Limit(parameter, isNumber ? "minValue" : "minLength"), Limit(parameter, isNumber ? "maxValue" : "maxLength"));
        return size < least || size > most ? $"gets '{value.AsText()}', outside of its limits ({least?.ToString() ?? "none"} to {most?.ToString() ?? "none"})." : null;
    }

    private static long? Limit(Declaration.Parameter parameter, string name) => parameter.Decorator(name)?.Arguments switch
    {
        [Expression.Literal { Value: long number }] => number,
        [Expression.Unary { Operand: Expression.Literal { Value: long number } }] => -number,
        _ => null,
    };

    private static string Constant(Expression expression) => expression switch
    {
        Expression.Text { Parts: [Expression.Literal literal] } => (string)literal.Value!,
        Expression.Literal literal => new BicepValue.Scalar(literal.Value).AsText(),
        _ => string.Empty,
    };
}
