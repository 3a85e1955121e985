using Microsoft.Extensions.Configuration;
using RevenueFunctions.Local.Storage;

namespace RevenueFunctions.Local.Hosting;

/// <summary>
/// The configuration as Functions composes it: host.json below "AzureFunctionsJobHost", the Values of local.settings.json at the root,
/// and the environment over both. Without a local.settings.json the sample's values hold, so that a fresh checkout runs at once.
/// </summary>
internal static class HostConfiguration
{
    public static IConfigurationRoot Build(LocalHostOptions options)
    {
        var builder = new ConfigurationBuilder();
        if (Find(options, "host.json") is { } host)
        {
            builder.AddInMemoryCollection(Below(host, string.Empty, "AzureFunctionsJobHost:"));
        }

        if ((Find(options, "local.settings.json") ?? Find(options, "local.settings.sample.json")) is { } settings)
        {
            builder.AddInMemoryCollection(Below(settings, "Values:", string.Empty));
        }

        return builder.AddEnvironmentVariables().AddInMemoryCollection(TablesOf(options)).AddInMemoryCollection(options.Settings).Build();
    }

    private static Dictionary<string, string?> TablesOf(LocalHostOptions options) => options.Tables is null ? [] : BusinessTables.Settings(options.Tables);

    private static string? Find(LocalHostOptions options, string file)
    {
        string[] folders = options.ContentRoot is null ? [Directory.GetCurrentDirectory(), AppContext.BaseDirectory] : [options.ContentRoot];
        return folders.Select(folder => Path.GetFullPath(Path.Combine(folder, file))).FirstOrDefault(File.Exists);
    }

    private static Dictionary<string, string?> Below(string path, string section, string prefix) =>
        new ConfigurationBuilder().AddJsonFile(path).Build().AsEnumerable()
            .Where(pair => pair.Value is not null && pair.Key.StartsWith(section, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(pair => prefix + pair.Key[section.Length..], pair => pair.Value, StringComparer.OrdinalIgnoreCase);
}
