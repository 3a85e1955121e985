namespace RevenueFunctions.Tests.Infrastructure.Bicep;

/// <summary>What stands behind the = of a resource or a module: an object, perhaps under a condition, perhaps for each of many.</summary>
/// <param name="Condition">When it is made; null = always.</param>
/// <param name="Parameters">The names that the loop gives; empty = no loop.</param>
/// <param name="Source">What the loop runs over.</param>
/// <param name="Body">The object.</param>
public sealed record Block(Expression? Condition, IReadOnlyList<string> Parameters, Expression? Source, Expression.Map Body)
{
    /// <summary>The value of one of the body's own properties.</summary>
    public Expression? this[string property] => Body.Properties.FirstOrDefault(candidate => candidate.Name == property)?.Value;

    /// <summary>Of a syntax tree.</summary>
    public static Block Read(SyntaxNode node)
    {
        switch (node.Kind)
        {
            case "if_statement":
                return new(ExpressionReader.Read(node.Parts.First()), [], null, ExpressionReader.ReadMap(node.Parts.Last()));
            case "for_statement":
                var loop = ExpressionReader.ReadLoop(node);
                return new(loop.Condition, loop.Parameters, loop.Source, (Expression.Map)loop.Body);
            default:
                return new(null, [], null, ExpressionReader.ReadMap(node));
        }
    }
}
