using Microsoft.Extensions.Configuration;

namespace RevenueFunctions.Functions.Settings;

/// <summary>Which settings have to be there where the app runs against the real services.</summary>
public static class NeededSettings
{
    /// <summary>Set by the platform; on a developer's machine (func start) it is not there.</summary>
    private const string SiteName = "WEBSITE_SITE_NAME";

    /// <summary>
    /// All that are not optional. On a developer's machine whoever is signed in is the app: there a connection that named an identity
    /// of the platform could not be made, so it needs to name none.
    /// </summary>
    public static Predicate<FabricSetting> Of(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var isOnPlatform = !string.IsNullOrEmpty(configuration[SiteName]);
        return setting => setting.Need != SettingNeed.Optional && (isOnPlatform || !NamesIdentity(setting));
    }

    private static bool NamesIdentity(FabricSetting setting) =>
        setting.Name.EndsWith(":credential", StringComparison.Ordinal) || setting.Name.EndsWith(":clientId", StringComparison.Ordinal);
}
