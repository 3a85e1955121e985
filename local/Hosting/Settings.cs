using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace RevenueFunctions.Local.Hosting;

/// <summary>Resolves %Name% in names and schedules of triggers from the configuration, as Functions does.</summary>
internal static partial class Settings
{
    /// <exception cref="InvalidOperationException">A setting is missing.</exception>
    public static string Resolve(IConfiguration configuration, string text) => Expression().Replace(text, match =>
    {
        var name = match.Groups[1].Value;
        return configuration[name] ?? throw new InvalidOperationException($"'{text}' needs the setting '{name}': add it to local.settings.json or to the environment.");
    });

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Expression();
}
