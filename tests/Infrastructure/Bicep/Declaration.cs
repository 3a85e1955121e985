namespace RevenueFunctions.Tests.Infrastructure.Bicep;

/// <summary>What a file declares under a name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Line">Where.</param>
public abstract record Declaration(string Name, int Line)
{
    /// <summary>param: what the caller of the file gives.</summary>
    public sealed record Parameter(string Name, SyntaxNode Type, Expression? Default, IReadOnlyList<Expression> Decorators, int Line) : Declaration(Name, Line)
    {
        /// <summary>Whether a caller may leave it out.</summary>
        public bool IsOptional => Default is not null || Type.Text.EndsWith('?');

        /// <summary>The decorator of a name, such as allowed or metadata.</summary>
        public Expression.Call? Decorator(string name) => Decorators.OfType<Expression.Call>().FirstOrDefault(call => call.Function is Expression.Name { Value: var called } && called == name);
    }

    /// <summary>var.</summary>
    public sealed record Variable(string Name, Expression Value, int Line) : Declaration(Name, Line);

    /// <summary>resource: made, or (existing) looked up.</summary>
    public sealed record Resource(string Name, string Type, string ApiVersion, bool IsExisting, Block Block, Resource? Outer, int Line) : Declaration(Name, Line)
    {
        /// <summary>The full type: that of a resource within another one starts with the outer one's.</summary>
        public string FullType => Outer is null || Type.Contains('.', StringComparison.Ordinal) ? Type : $"{Outer.FullType}/{Type}";
    }

    /// <summary>module: a call of another file.</summary>
    public sealed record Module(string Name, string Path, Block Block, int Line) : Declaration(Name, Line);

    /// <summary>output: what the caller of the file gets.</summary>
    public sealed record Output(string Name, SyntaxNode Type, Expression Value, IReadOnlyList<Expression> Decorators, int Line) : Declaration(Name, Line);

    /// <summary>type.</summary>
    public sealed record UserType(string Name, SyntaxNode Node, int Line) : Declaration(Name, Line);

    /// <summary>func.</summary>
    public sealed record UserFunction(string Name, IReadOnlyList<string> Parameters, Expression Body, int Line) : Declaration(Name, Line);

    /// <summary>import { name } from 'path'.</summary>
    public sealed record Imported(string Name, string Path, string Original, int Line) : Declaration(Name, Line);
}
