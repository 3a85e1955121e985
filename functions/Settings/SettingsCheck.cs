using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RevenueFunctions.Functions.Settings;

/// <summary>
/// Looks at all settings together before anything starts. Whoever deploys gets one message with everything that is wrong, instead of one
/// mistake a deployment; and no part of the app runs while another waits for a setting.
/// </summary>
public static class SettingsCheck
{
    /// <summary>Refuses settings that cannot work.</summary>
    /// <param name="services">The composed app.</param>
    /// <param name="configuration">Its settings.</param>
    /// <param name="isNeeded">Whether a setting has to be there.</param>
    /// <exception cref="SettingsRefusedException">It names each setting, what is wrong with it and an example; never a value.</exception>
    public static void Run(IServiceProvider services, IConfiguration configuration, Predicate<FabricSetting> isNeeded)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(isNeeded);
        var sections = services.GetServices<SettingsSection>().ToList();
        var unreadable = sections.SelectMany(section => section.Unreadable(configuration)).ToList();
        string[] prefixes = [.. sections.Select(section => section.Name), .. FabricSettings.All.Select(setting => setting.Name.Split(':')[0])];
        var names = new Regex($@"(?<![\w:])({string.Join('|', prefixes.Distinct().Select(Regex.Escape))})(:[\w{{}}.-]+)+", RegexOptions.ExplicitCapture);
        var wrong = new SortedSet<string>(
            FabricSettings.All.Where(setting => !setting.Name.Contains('{', StringComparison.Ordinal)).Select(setting => Check(setting, configuration, isNeeded)).OfType<string>()
                .Concat(SettingPairs.Wrong(configuration, isNeeded))
                .Concat(Connections().SelectMany(connection => Check(connection, configuration)))
                .Concat(sections.SelectMany(section => section.Unknown(configuration)))
                .Concat(unreadable)

                // Options of one section look at those of others: with one of them unreadable, none can be made.
                .Concat(unreadable.Count > 0 ? [] : sections.SelectMany(section => section.Invalid(services)).Concat(InvalidElsewhere(services, sections)))
                .Select(one => names.Replace(one, name => name.Value.Replace(":", "__", StringComparison.Ordinal))),
            StringComparer.Ordinal);
        if (wrong.Count > 0)
        {
            throw new SettingsRefusedException(wrong);
        }
    }

    /// <summary>What options find wrong that are made of single settings, not of a section.</summary>
    private static IEnumerable<string> InvalidElsewhere(IServiceProvider services, List<SettingsSection> sections)
    {
        var wrong = new List<OptionsValidationException>();
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
        }
        catch (OptionsValidationException one)
        {
            wrong.Add(one);
        }
        catch (AggregateException several)
        {
            wrong.AddRange(several.InnerExceptions.Cast<OptionsValidationException>());
        }

        return wrong.Where(one => !sections.Exists(section => section.Options == one.OptionsType)).SelectMany(one => one.Failures);
    }

    /// <summary>The connections: settings of which the parts below the name are one form, and the name itself as a connection string is the other.</summary>
    private static IEnumerable<IGrouping<string, string>> Connections() =>
        from setting in FabricSettings.All
        let parts = setting.Name.Split(':')
        where parts.Length == 2
        group parts[1] by parts[0] into connection
        where connection.Any(IsAddress)
        select connection;

    private static bool IsAddress(string part) => part is "fullyQualifiedNamespace" or "serviceUris";

    private static string? Check(FabricSetting setting, IConfiguration configuration, Predicate<FabricSetting> isNeeded)
    {
        var value = configuration[setting.Name];
        if (!string.IsNullOrWhiteSpace(value))
        {
            return SettingFormat.Wrong(setting.Name, value) is { } wrong ? $"{setting.AppSetting} {wrong}, such as {setting.Example}." : null;
        }

        var isCovered = setting.Name.Split(':') is [var connection, _] && !string.IsNullOrWhiteSpace(configuration[connection]);
        return isNeeded(setting) && !isCovered ? $"{setting.AppSetting} is missing: {setting.Purpose} Set it to a value such as {setting.Example}." : null;
    }

    private static IEnumerable<string> Check(IGrouping<string, string> connection, IConfiguration configuration)
    {
        var section = configuration.GetSection(connection.Key);
        foreach (var unknown in section.GetChildren().Where(child => !connection.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            yield return $"{unknown.Path} is not known: {connection.Key} takes {string.Join(", ", connection.Order(StringComparer.Ordinal))}, or a connection string in {connection.Key} itself.";
        }

        if (string.IsNullOrWhiteSpace(section.Value))
        {
            yield break;
        }

        if (connection.FirstOrDefault(part => IsAddress(part) && !string.IsNullOrWhiteSpace(section[part])) is { } address)
        {
            yield return $"{connection.Key}:{address} and the connection string in {connection.Key} are both set: keep one, since nobody could say which of the two holds.";
        }
    }
}
