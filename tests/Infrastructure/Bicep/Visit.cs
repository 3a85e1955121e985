using System.Collections.Immutable;

namespace RevenueFunctions.Tests.Infrastructure.Bicep;

/// <summary>An expression within another one, with the names that loops and lambdas around it give.</summary>
/// <param name="Expression">The expression.</param>
/// <param name="Locals">The names.</param>
public sealed record Visit(Expression Expression, ImmutableHashSet<string> Locals)
{
    /// <summary>An expression and all within it.</summary>
    public static IEnumerable<Visit> All(Expression expression, ImmutableHashSet<string>? locals = null)
    {
        var around = locals ?? ImmutableHashSet<string>.Empty;
        return Inner(expression, around).SelectMany(inner => All(inner.Expression, inner.Locals)).Prepend(new(expression, around));
    }

    /// <summary>All expressions of a declaration.</summary>
    public static IEnumerable<Visit> All(Declaration declaration) => declaration switch
    {
        Declaration.Parameter parameter => Each([.. parameter.Decorators, .. parameter.Default is { } value ? [value] : Array.Empty<Expression>()]),
        Declaration.Variable variable => All(variable.Value),
        Declaration.Output output => Each([.. output.Decorators, output.Value]),
        Declaration.Resource resource => All(resource.Block),
        Declaration.Module module => All(module.Block),
        Declaration.UserFunction function => All(function.Body, [.. function.Parameters]),
        _ => [],
    };

    private static IEnumerable<Visit> All(Block block)
    {
        var locals = ImmutableHashSet<string>.Empty.Union(block.Parameters);
        return Each([.. block.Source is { } source ? [source] : Array.Empty<Expression>()])
            .Concat(block.Condition is { } condition ? All(condition, locals) : [])
            .Concat(All(block.Body, locals));
    }

    private static IEnumerable<Visit> Each(IEnumerable<Expression> expressions) => expressions.SelectMany(expression => All(expression));

    private static IEnumerable<Visit> Inner(Expression expression, ImmutableHashSet<string> locals)
    {
        Visit Here(Expression inner) => new(inner, locals);
        return expression switch
        {
            Expression.Text text => text.Parts.Select(Here),
            Expression.Member member => [Here(member.Target)],
            Expression.Nested nested => [Here(nested.Target)],
            Expression.Item item => [Here(item.Target), Here(item.Index)],
            Expression.Call { Function: Expression.Name } call => call.Arguments.Select(Here),
            Expression.Call { Function: Expression.Member { Target: Expression.Name { Value: "sys" or "az" } } } call => call.Arguments.Select(Here),
            Expression.Call call => call.Arguments.Prepend(call.Function).Select(Here),
            Expression.Unary unary => [Here(unary.Operand)],
            Expression.Binary binary => [Here(binary.Left), Here(binary.Right)],
            Expression.Choice choice => [Here(choice.Condition), Here(choice.Then), Here(choice.Otherwise)],
            Expression.Lambda lambda => [new(lambda.Body, locals.Union(lambda.Parameters))],
            Expression.List list => list.Items.Select(Here),
            Expression.Map map => map.Properties.SelectMany(property => new[] { Here(property.Key), Here(property.Value) }),
            Expression.Loop loop => Loop(loop, locals),
            _ => [],
        };
    }

    private static IEnumerable<Visit> Loop(Expression.Loop loop, ImmutableHashSet<string> locals)
    {
        var inside = locals.Union(loop.Parameters);
        return [new(loop.Source, locals), new(loop.Body, inside), .. loop.Condition is { } condition ? [new Visit(condition, inside)] : Array.Empty<Visit>()];
    }
}
