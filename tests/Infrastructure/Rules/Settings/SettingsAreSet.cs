using RevenueFunctions.Functions.Settings;
using RevenueFunctions.Tests.Infrastructure.Checks;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Settings;

/// <summary>Every setting that the app, its triggers or the host need on Azure is set by the infrastructure.</summary>
public sealed class SettingsAreSet : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment)
    {
        var needed = deployment.Settings.Where(setting => setting.Need != SettingNeed.Optional && !setting.Name.Contains('{', StringComparison.Ordinal)).Select(setting => (setting.AppSetting, setting.Purpose))
            .Concat(PlatformSettings.Needed.Select(name => (name, "The host needs it.")))
            .Concat(deployment.App.SettingsInTriggers.Select(name => (name, "A trigger names it.")))
            .DistinctBy(setting => setting.Item1)
            .ToList();
        return InPlans(deployment, plan =>
            from site in AppSite.Of(plan)
            from setting in needed
            where string.IsNullOrEmpty(site[setting.Item1])
            select At(site.Resource.File, site.Resource.Line, $"the app setting '{setting.Item1}' is not set. {setting.Item2} Add it to the site's settings."));
    }
}
