namespace RevenueFunctions.Tests.Infrastructure.Bicep;

/// <summary>An expression of Bicep.</summary>
/// <param name="Line">The line it begins on.</param>
public abstract record Expression(int Line)
{
    /// <summary>'text ${with} parts': pieces of text and expressions in turn.</summary>
    public sealed record Text(IReadOnlyList<Expression> Parts, int Line) : Expression(Line);

    /// <summary>A piece of text, a number, true, false or null.</summary>
    public sealed record Literal(object? Value, int Line) : Expression(Line);

    /// <summary>A name that something declared.</summary>
    public sealed record Name(string Value, int Line) : Expression(Line);

    /// <summary>target.name; safe: target.?name, where the name may be missing.</summary>
    public sealed record Member(Expression Target, string Property, bool IsSafe, int Line) : Expression(Line);

    /// <summary>target::name, a resource within a resource.</summary>
    public sealed record Nested(Expression Target, string Resource, int Line) : Expression(Line);

    /// <summary>target[index].</summary>
    public sealed record Item(Expression Target, Expression Index, int Line) : Expression(Line);

    /// <summary>function(arguments).</summary>
    public sealed record Call(Expression Function, IReadOnlyList<Expression> Arguments, int Line) : Expression(Line);

    /// <summary>! or - before an operand.</summary>
    public sealed record Unary(string Operator, Expression Operand, int Line) : Expression(Line);

    /// <summary>Two operands.</summary>
    public sealed record Binary(string Operator, Expression Left, Expression Right, int Line) : Expression(Line);

    /// <summary>condition ? then : otherwise.</summary>
    public sealed record Choice(Expression Condition, Expression Then, Expression Otherwise, int Line) : Expression(Line);

    /// <summary>names => body.</summary>
    public sealed record Lambda(IReadOnlyList<string> Parameters, Expression Body, int Line) : Expression(Line);

    /// <summary>[ ... ].</summary>
    public sealed record List(IReadOnlyList<Expression> Items, int Line) : Expression(Line);

    /// <summary>{ ... }.</summary>
    public sealed record Map(IReadOnlyList<Entry> Properties, int Line) : Expression(Line);

    /// <summary>[for (item, index) in source: body], with the condition of a resource's or module's body.</summary>
    public sealed record Loop(IReadOnlyList<string> Parameters, Expression Source, Expression? Condition, Expression Body, int Line) : Expression(Line);

    /// <summary>A property of an object; its key may have parts to compute.</summary>
    public sealed record Entry(Expression Key, Expression Value, int Line)
    {
        /// <summary>The key, where it is plain text.</summary>
        public string? Name => Key switch
        {
            Literal { Value: string text } => text,
            Text { Parts: [Literal { Value: string text }] } => text,
            _ => null,
        };
    }
}
