using RevenueFunctions.Tests.Infrastructure.Bicep;
using RevenueFunctions.Tests.Infrastructure.Checks;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Bicep;

/// <summary>What is declared is used: parameters, variables, types, functions, and resources that are only looked up.</summary>
public sealed class DeclarationsAreUsed : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) =>
        from file in deployment.Bicep.Values
        let used = Used(file)
        from declaration in file.Declarations
        where declaration is Declaration.Parameter or Declaration.Variable or Declaration.UserType or Declaration.UserFunction or Declaration.Imported
            or Declaration.Resource { IsExisting: true }
        where !used.Contains(declaration.Name) && !IsExported(deployment, file, declaration)
        select At(file.Path, declaration.Line, $"'{declaration.Name}' is declared and never used: remove it, or use it.");

    private static HashSet<string> Used(BicepFile file)
    {
        var names = file.Declarations.SelectMany(Visit.All).Select(visit => visit.Expression switch
        {
            Expression.Name name => name.Value,
            Expression.Nested nested => nested.Resource,
            Expression.Call { Function: Expression.Name function } => function.Value,
            _ => null,
        });
        var types = file.Declarations
            .Select(declaration => declaration switch
            {
                Declaration.Parameter parameter => parameter.Type,
                Declaration.Output output => output.Type,
                Declaration.UserType type => type.Node,
                _ => null,
            })
            .SelectMany(node => node?.DescendantsAndSelf() ?? [])
            .Where(node => node.Kind == "identifier")
            .Select(node => node.Text);
        var outer = file.All<Declaration.Resource>().Select(resource => resource.Outer?.Name);
        return [.. names.Concat(types).Concat(outer).OfType<string>()];
    }

    private static bool IsExported(Deployment deployment, BicepFile file, Declaration declaration) => deployment.Bicep.Values
        .Any(other => other.All<Declaration.Imported>().Any(import => import.Original == declaration.Name && other.Resolve(import.Path) == file.Path));
}
