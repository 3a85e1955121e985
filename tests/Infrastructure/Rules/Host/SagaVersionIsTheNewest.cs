using System.Text.RegularExpressions;
using RevenueFunctions.Tests.Infrastructure.Checks;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Host;

/// <summary>New sagas begin on the newest version that the code asks for: on an older one, what was corrected would never be reached.</summary>
public sealed partial class SagaVersionIsTheNewest : Rule
{
    private const string Versions = "functions/Sagas/SagaVersions.cs";

    [GeneratedRegex("\"(?<version>[0-9]+(\\.[0-9]+)+)\"")]
    private static partial Regex Version { get; }

    /// <inheritdoc/>
    public override bool ReadsBicep => false;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment)
    {
        var newest = Version.Matches(deployment.Files.Text(Versions)).Select(match => System.Version.Parse(match.Groups["version"].Value)).Max();
        var text = deployment.Files.Text(HostJsonFile.Path);
        var (path, value) = HostJsonFile.Keys(text).FirstOrDefault(key => key.Path[^1] == "defaultVersion");
        if (path is null)
        {
            yield return At(HostJsonFile.Path, 0, $"defaultVersion is missing: sagas would begin on no version, and decide as in their oldest. Set it to {newest}.");
        }
        else if (!System.Version.TryParse(value.GetString(), out var set) || set != newest)
        {
            yield return At(HostJsonFile.Path, HostJsonFile.LineOf(text, path), $"defaultVersion is {value}, but the newest version of {Versions} is {newest}: raise it.");
        }
    }
}
