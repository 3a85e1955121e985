namespace RevenueFunctions.Tests.Infrastructure.Rules.Bicep;

/// <summary>Where a value is not what its type takes.</summary>
/// <param name="Place">Where it is written.</param>
/// <param name="Message">What is wrong, and what to do.</param>
public sealed record TypeMismatch(TypeMismatch.Source Place, string Message)
{
    /// <summary>A line of a file.</summary>
    public sealed record Source(string File, int Line);
}
