namespace RevenueFunctions.Tests.Infrastructure.Bicep;

/// <summary>What parse.mjs says of a node in one number.</summary>
[Flags]
public enum SyntaxFlags
{
    /// <summary>Punctuation.</summary>
    None = 0,

    /// <summary>More than punctuation.</summary>
    Named = 1,

    /// <summary>Not in the text: the parser invented it to go on.</summary>
    Missing = 2,

    /// <summary>The parser could make nothing of it.</summary>
    Error = 4,
}
