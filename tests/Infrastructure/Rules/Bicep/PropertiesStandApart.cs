using RevenueFunctions.Tests.Infrastructure.Bicep;
using RevenueFunctions.Tests.Infrastructure.Checks;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Bicep;

/// <summary>
/// Each property of an object, and each item of a list, stands on a line of its own or behind a comma, and no property is set twice. The
/// grammar takes both mistakes, the compiler neither.
/// </summary>
public sealed class PropertiesStandApart : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) => deployment.Bicep.Values.SelectMany(Together).Concat(deployment.Bicep.Values.SelectMany(Twice));

    private IEnumerable<Finding> Together(BicepFile file) =>
        from node in file.Root.DescendantsAndSelf()
        where node.Kind is "object" or "array"
        from pair in node.Children.Zip(node.Children.Skip(1))
        where IsMember(pair.First) && IsMember(pair.Second) && !node.File.Content[pair.First.Span.End..pair.Second.Span.Start].Contains('\n', StringComparison.Ordinal)
        select At(file.Path, pair.Second.Line, $"'{pair.First.Text}' and '{pair.Second.Text}' stand on one line without a comma between them: Bicep takes them for one.");

    private static bool IsMember(SyntaxNode node) => node.IsNamed && node.Kind is not ("comment" or "diagnostic_comment" or "decorators");

    private IEnumerable<Finding> Twice(BicepFile file) =>
        from declaration in file.Declarations
        from visit in Visit.All(declaration)
        where visit.Expression is Expression.Map
        from same in ((Expression.Map)visit.Expression).Properties.Where(property => property.Name is not null).GroupBy(property => property.Name, StringComparer.OrdinalIgnoreCase)
        where same.Count() > 1
        select At(file.Path, same.Last().Line, $"the property '{same.Key}' is set twice in one object: remove one.");
}
