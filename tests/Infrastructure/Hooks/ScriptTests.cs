using System.Text.RegularExpressions;

namespace RevenueFunctions.Tests.Infrastructure.Hooks;

/// <summary>The hooks of both shells say and set the same; there is no PowerShell where the suite runs, so the twins are compared as texts.</summary>
public sealed partial class ScriptTests
{
    /// <summary>Names of azd's variables and of app settings, and the problems as people read them.</summary>
    [GeneratedRegex(@"\b(?:[A-Z]+_[A-Z_]+|[A-Za-z]+__[A-Za-z_]+|[A-Za-z]+Schedule)\b")]
    private static partial Regex Name { get; }

    [Theory]
    [InlineData("preprovision")]
    [InlineData("entra")]
    [InlineData("postprovision")]
    public void Twins_OfBothShells_UseTheSameNames(string hook)
    {
        Assert.Equal(Names($"{hook}.sh"), Names($"{hook}.ps1"));
    }

    private static string[] Names(string hook) =>
        [.. Name.Matches(File.ReadAllText(Repository.Path("infra", "hooks", hook))).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];
}
