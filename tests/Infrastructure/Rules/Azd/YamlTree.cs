using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Azd;

/// <summary>azure.yaml as a tree.</summary>
public sealed record YamlTree(YamlMappingNode? Root, int ErrorLine, string? Error)
{
    /// <summary>Where it stands.</summary>
    public const string Path = "azure.yaml";

    /// <summary>Of a text.</summary>
    public static YamlTree Read(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents is [{ RootNode: YamlMappingNode root }] ? new(root, 0, null) : new(null, 1, "it must hold one mapping");
        }
        catch (YamlException problem)
        {
            return new(null, (int)problem.Start.Line, problem.Message);
        }
    }

    /// <summary>The members of a mapping.</summary>
    public static IEnumerable<(string Key, YamlNode Value, int Line)> Members(YamlNode? node) =>
        (node as YamlMappingNode)?.Children.Select(child => (((YamlScalarNode)child.Key).Value ?? string.Empty, child.Value, (int)child.Key.Start.Line)) ?? [];

    /// <summary>A member of a mapping.</summary>
    public static YamlNode? Member(YamlNode? node, string key) => Members(node).FirstOrDefault(member => member.Key == key).Value;

    /// <summary>A text.</summary>
    public static string? Text(YamlNode? node) => (node as YamlScalarNode)?.Value;
}
