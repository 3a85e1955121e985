using RevenueFunctions.Tests.Infrastructure.Evaluation;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Settings;

/// <summary>The function app as a plan would make it: its settings and its identity.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Resource">The site.</param>
/// <param name="Settings">Its settings.</param>
public sealed record AppSite(Plan Plan, PlannedResource Resource, IReadOnlyList<BicepValue.Entry> Settings)
{
    /// <summary>The sites of a plan.</summary>
    public static IEnumerable<AppSite> Of(Plan plan) => plan.Of("Microsoft.Web/sites").Select(site => new AppSite(plan, site, [.. InSite(site), .. InConfig(plan, site)]));

    /// <summary>The value of a setting, by the name that the code knows it under (':' between its parts); null when it is not set.</summary>
    public string? this[string name] => Settings.LastOrDefault(setting => setting.Key == name.Replace(":", "__", StringComparison.Ordinal))?.Value.AsText();

    /// <summary>The ids of its user-assigned identities.</summary>
    public IEnumerable<string> Identities => (Resource.Body.At("identity", "userAssignedIdentities") as BicepValue.Map)?.Entries.Select(entry => entry.Key.Trim('«', '»')) ?? [];

    /// <summary>The principal ids of these, as expressions of role assignments come to them.</summary>
    public IEnumerable<string> Principals => Identities.Select(id => $"«{id}.properties.principalId»");

    /// <summary>The client ids of these, as settings come to them.</summary>
    public IEnumerable<string> Clients => Identities.Select(id => $"«{id}.properties.clientId»");

    /// <summary>The namespace that a connection names.</summary>
    public PlannedResource? Namespace(string connection) => this[$"{connection}:fullyQualifiedNamespace"] is { } address
        ? Plan.Made.FirstOrDefault(resource =>
            (resource.Is("Microsoft.EventHub/namespaces") || resource.Is("Microsoft.ServiceBus/namespaces")) && address == $"{resource.Name}.servicebus.windows.net")
        : null;

    // The settings are an object turned into a list: the line of the object's key is the one that somebody would correct.
    private static IEnumerable<BicepValue.Entry> InSite(PlannedResource site) =>
        from item in (site.Property("siteConfig", "appSettings") as BicepValue.Items)?.Values.OfType<BicepValue.Map>() ?? []
        let name = item["name"]
        let value = item.Entries.FirstOrDefault(entry => entry.Key == "value")
        where name is not null && value is not null
        select new BicepValue.Entry(name.AsText(), value.Value, value.File, value.Line);

    private static IEnumerable<BicepValue.Entry> InConfig(Plan plan, PlannedResource site) => plan.Of("Microsoft.Web/sites/config")
        .Where(config => config.FullName == $"{site.Name}/appsettings")
        .SelectMany(config => (config.Body["properties"] as BicepValue.Map)?.Entries ?? []);
}
