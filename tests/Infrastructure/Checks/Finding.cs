namespace RevenueFunctions.Tests.Infrastructure.Checks;

/// <summary>What a rule found.</summary>
/// <param name="File">Where, relative to the repository.</param>
/// <param name="Line">Where in it, from 1; 0 = the whole file.</param>
/// <param name="Rule">The rule's name.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record Finding(string File, int Line, string Rule, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}: {Rule}: {Message}";
}
