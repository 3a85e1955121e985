using RevenueFunctions.Tests.Infrastructure.Checks;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Settings;

/// <summary>Every connection names a service that is made here, and the app's own identity to reach it with; none has a key in it.</summary>
public sealed class ConnectionsUseTheIdentity : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment)
    {
        var brokers = deployment.App.Triggers.Select(trigger => trigger.Connection).OfType<string>().Concat(Grants.Outgoing.Select(sent => sent.Connection)).Distinct().ToList();
        return InPlans(deployment, plan => AppSite.Of(plan)
            .SelectMany(site => Problems(site, brokers).Select(problem => At(site.Resource.File, site.Resource.Line, problem)).Concat(Keys(site))));
    }

    private static IEnumerable<string> Problems(AppSite site, IReadOnlyList<string> brokers)
    {
        foreach (var connection in brokers.Where(connection => site.Namespace(connection) is null))
        {
            yield return $"{connection}__fullyQualifiedNamespace is '{site[$"{connection}:fullyQualifiedNamespace"]}', which is no namespace that is made here: use the namespace's own output.";
        }

        foreach (var connection in brokers.Append("AzureWebJobsStorage").Append("TableStorage"))
        {
            if (site[$"{connection}:credential"] != "managedidentity")
            {
                yield return $"{connection}__credential must be 'managedidentity': without it the host takes another identity than the one that has the roles.";
            }

            if (!site.Clients.Contains(site[$"{connection}:clientId"]))
            {
                yield return $"{connection}__clientId is '{site[$"{connection}:clientId"]}', not the client id of an identity of the site: that one has no roles.";
            }
        }

        if (!site.Clients.Contains(site["AZURE_CLIENT_ID"]))
        {
            yield return "AZURE_CLIENT_ID is not the client id of an identity of the site.";
        }

        foreach (var setting in new[] { "DURABLE_TASK_SCHEDULER_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING" })
        {
            if (site[setting] is { } text && !site.Clients.Any(client => text.Contains($"ClientId={client}", StringComparison.OrdinalIgnoreCase)))
            {
                yield return $"{setting} does not name the client id of an identity of the site (ClientID=...).";
            }
        }
    }

    private IEnumerable<Finding> Keys(AppSite site) =>
        from setting in site.Settings
        let text = setting.Value.AsText()
        where text.Contains("AccountKey=", StringComparison.OrdinalIgnoreCase) || text.Contains("SharedAccessKey", StringComparison.OrdinalIgnoreCase) || text.Contains("listKeys", StringComparison.Ordinal)
        select At(setting.File, setting.Line, $"the app setting '{setting.Key}' holds a key: name the service and the identity instead.");
}
