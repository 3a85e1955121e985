using RevenueFunctions.Tests.Infrastructure.Bicep;
using RevenueFunctions.Tests.Infrastructure.Checks;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Bicep;

/// <summary>A module's file is there, gets every parameter it requires and none it does not know, and has the outputs that are used.</summary>
public sealed class ModuleCallsFit : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) =>
        from file in deployment.Bicep.Values
        from module in file.All<Declaration.Module>()
        from finding in deployment.Bicep.TryGetValue(file.Resolve(module.Path), out var called)
            ? Parameters(file, module, called).Concat(Outputs(file, module, called))
            : [At(file.Path, module.Line, $"module '{module.Name}' calls {module.Path}, which is not there{(deployment.Files.Find(file.Resolve(module.Path)) is null ? "" : " as Bicep that can be read")}.")]
        select finding;

    private IEnumerable<Finding> Parameters(BicepFile file, Declaration.Module module, BicepFile called)
    {
        var given = (module.Block["params"] as Expression.Map)?.Properties ?? [];
        var known = called.All<Declaration.Parameter>().ToList();
        return given
            .Where(property => property.Name is { } name && known.All(parameter => parameter.Name != name))
            .Select(property => At(file.Path, property.Line, $"{module.Path} has no parameter '{property.Name}': remove it, or declare it there."))
            .Concat(known
                .Where(parameter => !parameter.IsOptional && given.All(property => property.Name != parameter.Name))
                .Select(parameter => At(file.Path, module.Line, $"module '{module.Name}' does not pass '{parameter.Name}', which {module.Path} requires.")));
    }

    private IEnumerable<Finding> Outputs(BicepFile file, Declaration.Module module, BicepFile called) =>
        from declaration in file.Declarations
        from visit in Visit.All(declaration)
        where visit.Expression is Expression.Member { Target: Expression.Member { Property: "outputs" } }
        let member = (Expression.Member)visit.Expression
        where Called(((Expression.Member)member.Target).Target) == module.Name && called.All<Declaration.Output>().All(output => output.Name != member.Property)
        select At(file.Path, member.Line, $"{module.Path} has no output '{member.Property}': declare it there, or correct the name.");

    private static string? Called(Expression target) => target switch
    {
        Expression.Name name => name.Value,
        Expression.Item { Target: Expression.Name name } => name.Value,
        _ => null,
    };
}
