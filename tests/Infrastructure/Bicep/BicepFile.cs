using System.Collections.Concurrent;

namespace RevenueFunctions.Tests.Infrastructure.Bicep;

/// <summary>A file of Bicep: what it declares, in the order in which it does.</summary>
public sealed class BicepFile
{
    private static readonly ConcurrentDictionary<SyntaxNode, BicepFile> Known = new();

    private readonly Dictionary<string, Declaration> byName;

    private BicepFile(string path, SyntaxNode root, string scope, IReadOnlyList<Declaration> declarations)
    {
        Path = path;
        Root = root;
        TargetScope = scope;
        Declarations = declarations;
        byName = declarations.Where(declaration => declaration is not (Declaration.Output or Declaration.UserType))
            .GroupBy(declaration => declaration.Name).ToDictionary(same => same.Key, same => same.First());
    }

    /// <summary>Relative to the repository.</summary>
    public string Path { get; }

    /// <summary>The whole tree.</summary>
    public SyntaxNode Root { get; }

    /// <summary>What it is deployed to.</summary>
    public string TargetScope { get; }

    /// <summary>All that it declares; resources within resources too.</summary>
    public IReadOnlyList<Declaration> Declarations { get; }

    /// <summary>Those of one kind.</summary>
    public IEnumerable<T> All<T>()
        where T : Declaration => Declarations.OfType<T>();

    /// <summary>What a name of an expression means here.</summary>
    public Declaration? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Reads a tree without broken parts; one that was read once is not read again.</summary>
    public static BicepFile Of(string path, SyntaxNode root) => Known.GetOrAdd(root, static (tree, path) => Read(path, tree), path);

    private static BicepFile Read(string path, SyntaxNode root)
    {
        var declarations = new List<Declaration>();
        var decorators = new List<Expression>();
        var scope = "resourceGroup";
        foreach (var node in root.Parts)
        {
            if (node.Kind == "decorators")
            {
                decorators.AddRange(node.Parts.Select(decorator => ExpressionReader.Read(decorator.Parts.Single())));
                continue;
            }

            if (node.Kind == "target_scope_assignment")
            {
                scope = Plain(node.Parts.Single());
            }
            else
            {
                declarations.AddRange(Declare(node, [.. decorators]));
            }

            decorators.Clear();
        }

        return new(path, root, scope, declarations);
    }

    /// <summary>The path that another one, written in this file, means.</summary>
    public string Resolve(string relative) =>
        System.IO.Path.GetRelativePath("/", System.IO.Path.GetFullPath(relative, $"/{System.IO.Path.GetDirectoryName(Path)}")).Replace('\\', '/');

    private static IEnumerable<Declaration> Declare(SyntaxNode node, IReadOnlyList<Expression> decorators)
    {
        var parts = node.Parts.ToList();
        return node.Kind switch
        {
            "parameter_declaration" => [new Declaration.Parameter(parts[0].Text, parts[1], parts.Count > 2 ? ExpressionReader.Read(parts[2]) : null, decorators, node.Line)],
            "variable_declaration" => [new Declaration.Variable(parts[0].Text, ExpressionReader.Read(parts[1]), node.Line)],
            "output_declaration" => [new Declaration.Output(parts[0].Text, parts[1], ExpressionReader.Read(parts[2]), decorators, node.Line)],
            "module_declaration" => [new Declaration.Module(parts[0].Text, Plain(parts[1]), Block.Read(parts[2]), node.Line)],
            "resource_declaration" => Resources(node, null),
            "type_declaration" => [new Declaration.UserType(parts[0].Text, parts[1], node.Line)],
            "user_defined_function" => [ReadFunction(node, parts)],
            "import_functionality" => Imports(node, parts),
            "metadata_declaration" => [],
            _ => throw new FormatException($"{node.File.Path}:{node.Line}: {node.Kind} is not known to these checks: {node.Text}"),
        };
    }

    private static IEnumerable<Declaration.Resource> Resources(SyntaxNode node, Declaration.Resource? outer)
    {
        var parts = node.Parts.ToList();
        var type = Plain(parts[1]).Split('@');
        var resource = new Declaration.Resource(
            parts[0].Text,
            type[0],
            type.Length > 1 ? type[1] : outer?.ApiVersion ?? string.Empty,
            node.Children.Any(child => child.Kind == "existing"),
            Block.Read(parts[2]),
            outer,
            node.Line);
        var inner = parts[2].Kind == "if_statement" ? parts[2].Parts.Last() : parts[2];
        return inner.Parts
            .Where(part => part.Kind == "object_property")
            .Select(part => part.Parts.First())
            .Where(part => part.Kind == "resource_declaration")
            .SelectMany(part => Resources(part, resource))
            .Prepend(resource);
    }

    private static Declaration.UserFunction ReadFunction(SyntaxNode node, List<SyntaxNode> parts) => new(
        parts[0].Text,
        [.. parts.Single(part => part.Kind == "parameters").Parts.Select(parameter => parameter.Parts.First().Text)],
        ExpressionReader.Read(parts[^1]),
        node.Line);

    private static IEnumerable<Declaration> Imports(SyntaxNode node, List<SyntaxNode> parts)
    {
        var path = Plain(parts[^1]);
        var words = node.Children.Where(child => child.Kind is "identifier" or "as").ToList();
        for (var index = 0; index < words.Count; index++)
        {
            var renamed = index + 2 < words.Count && words[index + 1].Kind == "as";
            yield return new Declaration.Imported(words[renamed ? index + 2 : index].Text, path, words[index].Text, node.Line);
            index += renamed ? 2 : 0;
        }
    }

    private static string Plain(SyntaxNode node) => node.Text.Trim('\'');
}
