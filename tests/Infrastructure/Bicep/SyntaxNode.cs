namespace RevenueFunctions.Tests.Infrastructure.Bicep;

/// <summary>A node of the tree that tree-sitter made of a file.</summary>
public sealed class SyntaxNode(BicepText text, string kind, string role, int start, int end, SyntaxFlags flags, IReadOnlyList<SyntaxNode> children)
{
    /// <summary>What it is, as the grammar names it.</summary>
    public string Kind => kind;

    /// <summary>Its part in its parent; empty when the grammar does not name it.</summary>
    public string Role => role;

    /// <summary>Where it begins and ends in the file.</summary>
    public (int Start, int End) Span => (start, end);

    /// <summary>The line it begins on, from 1.</summary>
    public int Line => text.LineOf(start);

    /// <summary>As it is written.</summary>
    public string Text => text.Content[start..end];

    /// <summary>The file.</summary>
    public BicepText File => text;

    /// <summary>Whether it is more than punctuation.</summary>
    public bool IsNamed => flags.HasFlag(SyntaxFlags.Named);

    /// <summary>Whether the parser had to invent it, or could make nothing of it.</summary>
    public bool IsBroken => (flags & (SyntaxFlags.Missing | SyntaxFlags.Error)) != 0;

    /// <summary>The first part of it that is; null = none.</summary>
    public SyntaxNode? FirstBroken { get; } = (flags & (SyntaxFlags.Missing | SyntaxFlags.Error)) != 0
        ? null
        : children.Select(child => child.IsBroken ? child : child.FirstBroken).FirstOrDefault(broken => broken is not null);

    /// <summary>All children, punctuation included.</summary>
    public IReadOnlyList<SyntaxNode> Children => children;

    /// <summary>The children that are more than punctuation and comments.</summary>
    public IEnumerable<SyntaxNode> Parts => children.Where(child => child.IsNamed && child.Kind is not ("comment" or "diagnostic_comment"));

    /// <summary>It and everything below it.</summary>
    public IEnumerable<SyntaxNode> DescendantsAndSelf()
    {
        var open = new Stack<SyntaxNode>([this]);
        while (open.TryPop(out var node))
        {
            yield return node;
            foreach (var child in node.Children.Reverse())
            {
                open.Push(child);
            }
        }
    }
}
