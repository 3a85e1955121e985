using System.Text.RegularExpressions;
using RevenueFunctions.Tests.Infrastructure.Checks;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Code;

/// <summary>The analyzers of Durable Functions stop the build: an orchestrator that is not deterministic gets stuck in production, not here.</summary>
public sealed partial class DeterminismIsEnforced : Rule
{
    private const string Configuration = ".editorconfig";
    private static readonly int[] Rules = [1, 2, 3, 4, 5, 6, 7, 8, 10, 11];

    [GeneratedRegex(@"^\s*\[(?<section>.*)\]\s*$")]
    private static partial Regex Section { get; }

    /// <inheritdoc/>
    public override bool ReadsBicep => false;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment)
    {
        var section = string.Empty;
        var errors = new HashSet<string>();
        foreach (var line in deployment.Files.Text(Configuration).Split('\n'))
        {
            section = Section.Match(line) is { Success: true } match ? match.Groups["section"].Value : section;
            if (section is "functions/**.cs" or "*.cs" or "**.cs" && line.Contains(".severity = error", StringComparison.Ordinal))
            {
                errors.Add(line.Split('.')[1]);
            }
        }

        return Rules.Select(rule => $"DURABLE{rule:0000}").Where(rule => !errors.Contains(rule))
            .Select(rule => At(Configuration, 0, $"{rule} is not an error for functions/: add 'dotnet_diagnostic.{rule}.severity = error' under [functions/**.cs]."));
    }
}
