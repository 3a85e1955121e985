using System.Text.RegularExpressions;
using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Rules.Settings;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Code;

/// <summary>Every setting that the code reads stands in FabricSettings, so that the start, the infrastructure and the docs speak of the same ones.</summary>
public sealed partial class SettingsAreCatalogued : Rule
{
    [GeneratedRegex("""configuration\[\$?"(?<name>[^"]+)"\]|GetSection\(\$?"(?<section>[^"]+)"\)|Required\(configuration, "(?<name>[^"]+)"\)|"%(?<name>[A-Za-z_]+)%"|GetConnectionString\("(?<name>[^"]+)"\)|GetValue<\w+>\(\$?"(?<name>[^"]+)"|, Connection = "(?<section>[^"]+)""")]
    private static partial Regex Read { get; }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole { get; }

    /// <inheritdoc/>
    public override bool ReadsBicep => false;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) =>
        from path in deployment.Files.Below("functions", ".cs").Concat(deployment.Files.Below("shared", ".cs"))
        let text = deployment.Files.Text(path)
        from Match match in Read.Matches(text)
        let name = Hole.Replace(match.Groups["name"].Value, "{}")
        let section = match.Groups["section"].Value
        where !PlatformSettings.Needed.Concat(PlatformSettings.Optional).Concat(PlatformSettings.FromAzure).Contains(name)
        where name.Length > 0 ? !deployment.Settings.Any(setting => Covers(setting.Name, name)) : !deployment.Settings.Any(setting => setting.Name == section || setting.Name.StartsWith($"{section}:", StringComparison.Ordinal))
        let line = text[..match.Index].Count(character => character == '\n') + 1
        select At(path, line, $"reads the {(name.Length > 0 ? "setting" : "section")} '{(name.Length > 0 ? name : section)}', which is not in functions/Settings/FabricSettings.cs: add it there, with an example and what it decides.");

    // A part that is computed, or stands in braces in the catalogue, may be any name.
    private static bool Covers(string known, string read)
    {
        var (wanted, given) = (known.Split(':'), read.Split(':'));
        return wanted.Length == given.Length && wanted.Zip(given).All(pair => pair.First == pair.Second || pair.First.StartsWith('{') || pair.Second == "{}");
    }
}
