using RevenueFunctions.Tests.Infrastructure.Bicep;
using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Evaluation;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Bicep;

/// <summary>Every name of an expression, a type and a decorator is declared.</summary>
public sealed class NamesResolve : Rule
{
    private static readonly HashSet<string> BuiltInTypes = ["any", "array", "bool", "int", "object", "string", "resourceInput", "resourceOutput", "sys"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) => deployment.Bicep.Values.SelectMany(file => Check(deployment, file));

    private IEnumerable<Finding> Check(Deployment deployment, BicepFile file) =>
        file.Declarations.SelectMany(Visit.All).SelectMany(visit => Unresolved(file, visit))
            .Concat(file.Declarations.SelectMany(declaration => Types(file, declaration)))
            .Concat(file.All<Declaration.Imported>().Where(import => !IsExported(deployment, file, import))
                .Select(import => At(file.Path, import.Line, $"'{import.Original}' is not declared in {import.Path}: correct the name or the path.")))
            .Concat(Twice(file));

    private IEnumerable<Finding> Unresolved(BicepFile file, Visit visit)
    {
        switch (visit.Expression)
        {
            case Expression.Name name when !visit.Locals.Contains(name.Value) && file.Find(name.Value) is null && name.Value is not ("sys" or "az"):
                yield return At(file.Path, name.Line, $"'{name.Value}' is not declared: declare a param, var or resource of that name, or correct it.");
                break;
            case Expression.Nested nested when file.Find(nested.Resource) is not Declaration.Resource:
                yield return At(file.Path, nested.Line, $"'::{nested.Resource}' is not a resource within another one here: declare it there, or correct the name.");
                break;
            case Expression.Call { Function: Expression.Name function } call
                when !StandardFunctions.Names.Contains(function.Value) && !StandardFunctions.Decorators.Contains(function.Value)
                    && file.Find(function.Value) is not (Declaration.UserFunction or Declaration.Imported):
                yield return At(file.Path, call.Line, $"'{function.Value}' is not a function of Bicep, nor declared with func: correct the name.");
                break;
        }
    }

    private IEnumerable<Finding> Types(BicepFile file, Declaration declaration)
    {
        var node = declaration switch
        {
            Declaration.Parameter parameter => parameter.Type,
            Declaration.Output output => output.Type,
            Declaration.UserType type => type.Node,
            _ => null,
        };
        return (node?.DescendantsAndSelf() ?? [])
            .Where(part => part.Kind == "identifier" && !BuiltInTypes.Contains(part.Text) && !IsKey(node!, part))
            .Where(part => !file.All<Declaration.UserType>().Any(type => type.Name == part.Text) && !file.All<Declaration.Imported>().Any(import => import.Name == part.Text))
            .Select(part => At(file.Path, part.Line, $"the type '{part.Text}' is not declared: declare it with type, or correct the name."));
    }

    private static bool IsKey(SyntaxNode root, SyntaxNode part) =>
        root.DescendantsAndSelf().Any(node => node.Kind is "object_property" or "compatible_identifier" && node.Parts.FirstOrDefault() == part);

    private static bool IsExported(Deployment deployment, BicepFile file, Declaration.Imported import) =>
        deployment.Bicep.GetValueOrDefault(file.Resolve(import.Path))?.Declarations.Any(declaration => declaration.Name == import.Original) ?? false;

    private IEnumerable<Finding> Twice(BicepFile file) => file.Declarations
        .GroupBy(declaration => (declaration.Name, declaration is Declaration.Output))
        .Where(group => group.Count() > 1)
        .Select(group => At(file.Path, group.Last().Line, $"'{group.Key.Name}' is declared twice: rename one."));
}
