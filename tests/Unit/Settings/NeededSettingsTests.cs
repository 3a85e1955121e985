using Microsoft.Extensions.Configuration;
using RevenueFunctions.Functions.Settings;

namespace RevenueFunctions.Tests.Unit.Settings;

/// <summary>What the app needs on the platform, and what on a developer's machine against the real services.</summary>
public class NeededSettingsTests
{
    [Fact]
    public void Of_OnThePlatform_AllThatAreNotOptional() =>
        Assert.Equal(FabricSettings.All.Where(setting => setting.Need != SettingNeed.Optional), Needed(("WEBSITE_SITE_NAME", "func-api")));

    [Fact]
    public void Of_OnADevelopersMachine_NoIdentityOfThePlatform()
    {
        var needed = Needed().Select(setting => setting.Name).ToList();

        Assert.Contains("UsageHub:fullyQualifiedNamespace", needed);
        Assert.DoesNotContain(needed, name => name.EndsWith(":credential", StringComparison.Ordinal) || name.EndsWith(":clientId", StringComparison.Ordinal));
    }

    private static IEnumerable<FabricSetting> Needed(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value))).Build();
        var isNeeded = NeededSettings.Of(configuration);
        return FabricSettings.All.Where(setting => isNeeded(setting));
    }
}
