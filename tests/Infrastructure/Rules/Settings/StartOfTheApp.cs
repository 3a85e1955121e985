using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Functions;
using RevenueFunctions.Functions.Settings;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Settings;

/// <summary>Lets the app itself judge settings, as it does when it starts.</summary>
public static class StartOfTheApp
{
    /// <summary>What the app would say, by settings as they stand in the environment ('__' between parts).</summary>
    public static IReadOnlyCollection<string> Refuses(IEnumerable<KeyValuePair<string, string>> settings, Predicate<FabricSetting>? isNeeded = null)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)))
            .Build();
        using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddFabric(configuration).BuildServiceProvider();
        try
        {
            SettingsCheck.Run(services, configuration, isNeeded ?? NeededSettings.Of(configuration));
            return [];
        }
        catch (SettingsRefusedException refused)
        {
            return refused.Wrong;
        }
    }

    /// <summary>The values of a local.settings.json.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Values(string localSettings)
    {
        using var document = JsonDocument.Parse(localSettings);
        return [.. document.RootElement.GetProperty("Values").EnumerateObject().Select(member => KeyValuePair.Create(member.Name, member.Value.GetString() ?? string.Empty))];
    }
}
