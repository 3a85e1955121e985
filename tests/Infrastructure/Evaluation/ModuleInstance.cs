using RevenueFunctions.Tests.Infrastructure.Bicep;

namespace RevenueFunctions.Tests.Infrastructure.Evaluation;

/// <summary>A file of Bicep called with values for its parameters.</summary>
public sealed class ModuleInstance
{
    private readonly Dictionary<string, BicepValue> known = [];
    private readonly HashSet<string> underway = [];
    private IReadOnlyList<(Declaration.Output Output, BicepValue Value)>? outputs;
    private readonly Func<string, ModuleSource> sources;
    private readonly BicepValue.Map arguments;
    private readonly ExpressionValue expressions;

    /// <summary>Of a file, with the caller's arguments.</summary>
    public ModuleInstance(ModuleSource source, BicepValue.Map arguments, Func<string, ModuleSource> sources)
    {
        Source = source;
        this.arguments = arguments;
        this.sources = sources;
        expressions = new ExpressionValue(source, Lookup);
    }

    /// <summary>The file.</summary>
    public ModuleSource Source { get; }

    /// <summary>All resources of it and of the modules that it calls.</summary>
    public IEnumerable<PlannedResource> Resources() =>
        Source.File.Declarations.SelectMany<Declaration, PlannedResource>(declaration => declaration switch
        {
            Declaration.Resource resource => Each(Lookup(resource.Name)).OfType<BicepValue.Reference>().Select(reference => reference.Resource),
            Declaration.Module module => Each(Lookup(module.Name)).OfType<BicepValue.Called>().SelectMany(called => called.Module?.Resources() ?? []),
            _ => [],
        });

    /// <summary>All calls of files, this one first.</summary>
    public IEnumerable<ModuleInstance> Instances() => Source.File.All<Declaration.Module>()
        .SelectMany(module => Each(Lookup(module.Name)).OfType<BicepValue.Called>())
        .SelectMany(called => called.Module?.Instances() ?? [])
        .Prepend(this);

    /// <summary>The values of all outputs.</summary>
    public IReadOnlyList<(Declaration.Output Output, BicepValue Value)> Outputs() =>
        outputs ??= [.. Source.File.All<Declaration.Output>().Select(output => (output, expressions.Of(output.Value, Locals.None)))];

    /// <summary>The value of an output; null when there is none of the name.</summary>
    public BicepValue? Output(string name) => Outputs().FirstOrDefault(output => output.Output.Name == name).Value;

    /// <summary>The value of a name that the file declares.</summary>
    public BicepValue Lookup(string name)
    {
        if (known.TryGetValue(name, out var value))
        {
            return value;
        }

        if (Source.File.Find(name) is not { } declaration)
        {
            return new BicepValue.Runtime(name);
        }

        if (!underway.Add(name))
        {
            throw new FormatException($"{Source.File.Path}:{declaration.Line}: '{name}' needs itself to be known: break the circle of declarations.");
        }

        value = Declared(declaration);
        underway.Remove(name);
        return known[name] = value;
    }

    private BicepValue Declared(Declaration declaration) => declaration switch
    {
        Declaration.Parameter parameter => arguments[parameter.Name]
            ?? (parameter.Default is null ? BicepValue.Null : expressions.Of(parameter.Default, Locals.None)),
        Declaration.Variable variable => expressions.Of(variable.Value, Locals.None),
        Declaration.Resource resource => Repeat(resource.Block, locals => new BicepValue.Reference(Plan(resource, locals)), BicepValue.Null),
        Declaration.Module module => Repeat(module.Block, locals => new BicepValue.Called(Call(module, locals)), new BicepValue.Called(null)),
        Declaration.UserFunction function => new BicepValue.Function(values => expressions.Of(function.Body, Locals.None.With(function.Parameters, values))),
        Declaration.Imported imported => new ModuleInstance(sources(Source.File.Resolve(imported.Path)), new([]), sources).Lookup(imported.Original),
        _ => BicepValue.Null,
    };

    private BicepValue Repeat(Block block, Func<Locals, BicepValue> one, BicepValue none)
    {
        if (block.Source is null)
        {
            return Holds(block, Locals.None) ? one(Locals.None) : none;
        }

        // What a loop runs over must be known before anything is deployed; where these checks do not know it, one turn stands for all.
        var items = expressions.Of(block.Source, Locals.None) is BicepValue.Items list
            ? list.Values
            : throw new FormatException($"{Source.File.Path}:{block.Source.Line}: what this loop runs over is not known before the deployment.");
        return new BicepValue.Items([.. items
            .Select((item, index) => Locals.None.With(block.Parameters, [item, new BicepValue.Scalar((long)index)]))
            .Select(locals => Holds(block, locals) ? one(locals) : none)]);
    }

    private bool Holds(Block block, Locals locals) =>
        block.Condition is null || expressions.Of(block.Condition, locals) is not BicepValue.Scalar { Value: false or null };

    private PlannedResource Plan(Declaration.Resource resource, Locals locals)
    {
        var outer = resource.Outer is { } enclosing ? (Lookup(enclosing.Name) as BicepValue.Reference)?.Resource : null;
        var parent = outer ?? (resource.Block["parent"] is { } named && expressions.Of(named, locals) is BicepValue.Reference reference ? reference.Resource : null);
        var scope = resource.Block["scope"] is { } extended && expressions.Of(extended, locals) is BicepValue.Reference { Resource: var target } ? target.Id : null;
        var name = resource.Block["name"] is { } expression ? expressions.Of(expression, locals).AsText() : string.Empty;
        var body = (BicepValue.Map)expressions.Of(resource.Block.Body, locals);
        return new(
            resource.FullType, resource.ApiVersion, parent is null ? name : $"{parent.FullName}/{name}", resource.IsExisting, scope,
            Source.File.TargetScope, body, Source.File.Path, resource.Line);
    }

    private ModuleInstance Call(Declaration.Module module, Locals locals) => new(
        sources(Source.File.Resolve(module.Path)),
        module.Block["params"] is { } given ? (BicepValue.Map)expressions.Of(given, locals) : new([]),
        sources);

    private static IEnumerable<BicepValue> Each(BicepValue value) => value is BicepValue.Items items ? items.Values : [value];
}
