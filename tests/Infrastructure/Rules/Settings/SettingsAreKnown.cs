using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Rules.Host;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Settings;

/// <summary>Every setting that the infrastructure sets is read by somebody, and none is refused by the plan.</summary>
public sealed class SettingsAreKnown : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) =>
        InPlans(deployment, plan =>
            from site in AppSite.Of(plan)
            from setting in site.Settings
            let problem = Problem(deployment, setting.Key)
            where problem is not null
            select At(setting.File, setting.Line, $"the app setting '{setting.Key}' {problem}"));

    private static string? Problem(Deployment deployment, string name)
    {
        if (PlatformSettings.RefusedByFlex.TryGetValue(name, out var instead))
        {
            return $"must not be set on a Flex Consumption plan: {instead}. Remove it.";
        }

        if (name.StartsWith(PlatformSettings.HostJsonPrefix, StringComparison.Ordinal))
        {
            return HostKeys.Find(name[PlatformSettings.HostJsonPrefix.Length..].Split("__")) is null ? "overrides a key that host.json does not know: correct it." : null;
        }

        var isKnown = PlatformSettings.Needed.Contains(name) || PlatformSettings.Optional.Contains(name) || deployment.App.SettingsInTriggers.Contains(name)
            || deployment.Settings.Any(setting => Matches(setting.AppSetting, name));
        return isKnown ? null : "is read by nobody: correct its name, remove it, or list it in functions/Settings/FabricSettings.cs.";
    }

    // A part in braces stands for any name.
    private static bool Matches(string pattern, string name)
    {
        var (wanted, given) = (pattern.Split("__"), name.Split("__"));
        return wanted.Length == given.Length && wanted.Zip(given).All(pair => pair.First == pair.Second || pair.First.StartsWith('{'));
    }
}
