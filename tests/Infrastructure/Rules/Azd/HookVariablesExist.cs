using System.Text.RegularExpressions;
using RevenueFunctions.Tests.Infrastructure.Bicep;
using RevenueFunctions.Tests.Infrastructure.Checks;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Azd;

/// <summary>Every variable that a hook reads is an output of main.bicep, a variable of main.parameters.json, or azd's own.</summary>
public sealed partial class HookVariablesExist : Rule
{
    // azd's own, and the one switch that only a hook reads (infra/README.md).
    private static readonly string[] Known = ["AZURE_ENV_NAME", "AZURE_LOCATION", "AZURE_SUBSCRIPTION_ID", "AZURE_TENANT_ID", "AZURE_PRINCIPAL_ID", "ENTRA"];

    [GeneratedRegex(@"(?<!\$)\$\{?(?<name>(?!LASTEXITCODE\b)[A-Z][A-Z0-9]*(_[A-Z0-9]+)*)\b|\$env:(?<name>[A-Z][A-Z0-9_]*)|GetEnvironmentVariable\('(?<name>[A-Z][A-Z0-9_]*)'\)")]
    private static partial Regex Read { get; }

    [GeneratedRegex(@"\$\{(?<name>[A-Z][A-Z0-9_]*)")]
    private static partial Regex Parameter { get; }

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment)
    {
        var known = (deployment.Bicep.GetValueOrDefault(Deployment.MainPath)?.All<Declaration.Output>().Select(output => output.Name) ?? [])
            .Concat(Parameter.Matches(deployment.Files.Find(Deployment.ParametersPath)?.Text ?? string.Empty).Select(match => match.Groups["name"].Value))
            .Concat(Known)
            .ToHashSet();
        return (from path in deployment.Files.Below("infra/hooks", ".sh").Concat(deployment.Files.Below("infra/hooks", ".ps1"))
                let text = deployment.Files.Text(path)
                from match in Read.Matches(text)
                let name = match.Groups["name"].Value
                where !known.Contains(name)
                select (name, Finding: At(path, text[..match.Index].Count(character => character == '\n') + 1,
                   $"reads '{name}', which is neither an output of main.bicep nor a variable of main.parameters.json, so it would always be empty: correct its name.")))
            .DistinctBy(found => found.name)
            .Select(found => found.Finding);
    }
}
