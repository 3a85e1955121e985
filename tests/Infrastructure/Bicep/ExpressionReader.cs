using System.Globalization;

namespace RevenueFunctions.Tests.Infrastructure.Bicep;

/// <summary>
/// Makes expressions of a syntax tree. The grammar that gives the tree binds a member access looser than an operator (`a == b.c` comes as
/// `(a == b).c`), so operators and accesses are flattened and bound here again, as Bicep's own documentation orders them.
/// </summary>
public static class ExpressionReader
{
    private static readonly HashSet<string> Open =
    [
        "member_expression", "subscript_expression", "resource_expression", "unary_expression", "binary_expression", "ternary_expression",
        "lambda_expression", "call_expression", "assignment_expression", "expression", "primary_expression",
    ];

    private static readonly Dictionary<string, int> Binding = new()
    {
        ["??"] = 1, ["||"] = 2, ["&&"] = 3, ["=="] = 4, ["!="] = 4, ["=~"] = 4, ["!~"] = 4, ["<"] = 5, ["<="] = 5, [">"] = 5, [">="] = 5,
        ["+"] = 6, ["-"] = 6, ["*"] = 7, ["/"] = 7, ["%"] = 7,
    };

    /// <summary>The expression of a node.</summary>
    public static Expression Read(SyntaxNode node)
    {
        var tokens = new Tokens([.. Flatten(node)]);
        var expression = Choice(tokens);
        return tokens.Next is null ? expression : throw new FormatException($"{node.File.Path}:{tokens.Next.Line}: '{tokens.Next.Text}' is unexpected here.");
    }

    /// <summary>An object.</summary>
    public static Expression.Map ReadMap(SyntaxNode node) => new(
        [.. node.Parts.Where(part => part.Kind == "object_property").Where(part => part.Parts.First().Kind != "resource_declaration").Select(ReadProperty)],
        node.Line);

    private static IEnumerable<SyntaxNode> Flatten(SyntaxNode node) => Open.Contains(node.Kind)
        ? node.Children.Where(child => child.Kind is not ("comment" or "diagnostic_comment")).SelectMany(Flatten)
        : [node];

    private static Expression Choice(Tokens tokens)
    {
        var condition = Operation(tokens, 0);
        if (!tokens.Take("?"))
        {
            return condition;
        }

        var then = Choice(tokens);
        tokens.Expect(":");
        return new Expression.Choice(condition, then, Choice(tokens), condition.Line);
    }

    private static Expression Operation(Tokens tokens, int above)
    {
        var left = Operand(tokens);
        while (tokens.Next is { } next && Binding.TryGetValue(next.Kind, out var strength) && strength > above)
        {
            tokens.Expect(next.Kind);
            left = new Expression.Binary(next.Kind, left, Operation(tokens, strength), left.Line);
        }

        return left;
    }

    private static Expression Operand(Tokens tokens)
    {
        var node = tokens.Take();
        if (node.Kind is "!" or "-")
        {
            return new Expression.Unary(node.Kind, Operand(tokens), node.Line);
        }

        if (tokens.Take("=>"))
        {
            return new Expression.Lambda([.. node.Kind == "identifier" ? [node.Text] : node.Parts.Select(part => part.Text)], Choice(tokens), node.Line);
        }

        var target = Atom(node);
        while (true)
        {
            if (tokens.Next?.Kind is "." or ".?")
            {
                var isSafe = tokens.Take().Kind == ".?";
                target = new Expression.Member(target, tokens.Take().Text, isSafe, target.Line);
            }
            else if (tokens.Take("::"))
            {
                target = new Expression.Nested(target, tokens.Take().Text, target.Line);
            }
            else if (tokens.Take("["))
            {
                tokens.Take("?");
                target = new Expression.Item(target, Choice(tokens), target.Line);
                tokens.Expect("]");
            }
            else if (tokens.Next is { Kind: "arguments" } arguments)
            {
                tokens.Take();
                target = new Expression.Call(target, [.. arguments.Parts.Select(Read)], target.Line);
            }
            else
            {
                return target;
            }
        }
    }

    private static Expression Atom(SyntaxNode node) => node.Kind switch
    {
        "identifier" => new Expression.Name(node.Text, node.Line),
        "number" => new Expression.Literal(long.Parse(node.Text, CultureInfo.InvariantCulture), node.Line),
        "boolean" => new Expression.Literal(node.Text == "true", node.Line),
        "null" => new Expression.Literal(null, node.Line),
        "string" => ReadText(node),
        "array" => new Expression.List([.. node.Parts.Where(part => part.Kind != "decorators").Select(Read)], node.Line),
        "object" => ReadMap(node),
        "parenthesized_expression" => Read(node.Parts.Single()),
        "for_statement" => ReadLoop(node),
        _ => throw new FormatException($"{node.File.Path}:{node.Line}: '{node.Text}' ({node.Kind}) is not an expression that these checks know."),
    };

    private static Expression.Entry ReadProperty(SyntaxNode node)
    {
        var parts = node.Parts.ToList();
        Expression key = parts[0].Kind == "string" ? ReadText(parts[0]) : new Expression.Literal(parts[0].Text.TrimEnd('?'), parts[0].Line);
        return new(key, Read(parts[1]), node.Line);
    }

    /// <summary>[for …]: a loop as it stands in a variable, a property, or a resource's or module's body.</summary>
    public static Expression.Loop ReadLoop(SyntaxNode node)
    {
        var parts = node.Parts.ToList();
        var body = parts[^1];
        IReadOnlyList<string> names = parts[0].Kind == "for_loop_parameters" ? [.. parts[0].Parts.Select(part => part.Text)] : [parts[0].Text];
        return body.Kind == "if_statement"
            ? new(names, Read(parts[1]), Read(body.Parts.First()), Read(body.Parts.Last()), node.Line)
            : new(names, Read(parts[1]), null, Read(body), node.Line);
    }

    // The text between interpolations is taken from the file: the grammar leaves blanks out of the pieces it names.
    private static Expression.Text ReadText(SyntaxNode node)
    {
        var isLong = node.Text.StartsWith("'''", StringComparison.Ordinal);
        var (at, end) = isLong ? (node.Span.Start + 3, node.Span.End - 3) : (node.Span.Start + 1, node.Span.End - 1);
        var parts = new List<Expression>();
        foreach (var hole in node.Parts.Where(part => part.Kind == "interpolation"))
        {
            Add(at, hole.Span.Start, hole.Line);
            parts.Add(Read(hole.Parts.Single()));
            at = hole.Span.End;
        }

        Add(at, end, node.Line);
        return new(parts.Count > 0 ? parts : [new Expression.Literal(string.Empty, node.Line)], node.Line);

        void Add(int from, int to, int line)
        {
            if (to > from)
            {
                var piece = node.File.Content[from..to];
                parts.Add(new Expression.Literal(isLong ? piece.TrimStart('\r').TrimStart('\n') : Unescape(piece), line));
            }
        }
    }

    private static string Unescape(string piece) => piece
        .Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\r", "\r", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal)
        .Replace("\\'", "'", StringComparison.Ordinal).Replace("\\$", "$", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);

    private sealed class Tokens(IReadOnlyList<SyntaxNode> nodes)
    {
        private int at;

        public SyntaxNode? Next => at < nodes.Count ? nodes[at] : null;

        public SyntaxNode Take() => at < nodes.Count ? nodes[at++] : throw new FormatException($"{nodes[^1].File.Path}:{nodes[^1].Line}: the expression breaks off.");

        public bool Take(string kind)
        {
            var taken = Next?.Kind == kind;
            at += taken ? 1 : 0;
            return taken;
        }

        public void Expect(string kind)
        {
            if (!Take(kind))
            {
                throw new FormatException($"{nodes[^1].File.Path}:{(Next ?? nodes[^1]).Line}: '{kind}' is expected.");
            }
        }
    }
}
