using RevenueFunctions.Functions.Settings;
using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Evaluation;
using RevenueFunctions.Tests.Infrastructure.Rules.Host;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Settings;

/// <summary>The app itself would start on the settings that the infrastructure sets, and on those of local.settings.sample.json.</summary>
public sealed class SettingsStartTheApp : Rule
{
    private const string SampleSettings = "local.settings.sample.json";

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment)
    {
        // Most choices of parameters change no setting.
        var judged = new HashSet<string>();
        var deployed = InPlans(deployment, plan =>
            from site in AppSite.Of(plan)
            let settings = site.Settings.Select(setting => KeyValuePair.Create(setting.Key, OnAzure.Fill(setting.Value.AsText()))).ToList()
            where judged.Add(string.Join('\n', settings))
            from refusal in StartOfTheApp.Refuses(settings.Append(KeyValuePair.Create("WEBSITE_SITE_NAME", "func-fabric")))
            select At(site.Resource.File, site.Resource.Line, $"the app would not start on Azure: {refusal}"));
        if (HostJsonFile.Broken(deployment.Files.Text(SampleSettings)) is { } broken)
        {
            return [.. deployed, At(SampleSettings, broken.Line, broken.Message)];
        }

        var local = from refusal in StartOfTheApp.Refuses(StartOfTheApp.Values(deployment.Files.Text(SampleSettings)), setting => setting.Need == SettingNeed.Always)
                    select At(SampleSettings, 0, $"the app would not start on a laptop with a copy of this: {refusal}");
        return deployed.Concat(local);
    }
}
