using System.Text.RegularExpressions;
using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Rules.Access;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Settings;

/// <summary>The roles that the app needs, derived from its triggers, its outgoing connections and its settings.</summary>
public static partial class Grants
{
    /// <summary>The account of an endpoint, as an output comes to it.</summary>
    [GeneratedRegex(@"«(?<id>Microsoft\.Storage/storageAccounts/[a-z0-9]+)\.properties\.primaryEndpoints\.\w+»|https://(?<name>[a-z0-9]+)\.\w+\.core\.windows\.net")]
    private static partial Regex Account { get; }

    /// <summary>What the code sends to besides its triggers: the connection, the setting with the entity's name, and the role.</summary>
    public static readonly IReadOnlyList<(string Connection, string Setting, AzureRole Role)> Outgoing =
    [
        ("OutboundHub", "OutboundHubName", AzureRoles.HubSender),
        ("PostingQueue", "PostingQueueName", AzureRoles.QueueSender),
    ];

    /// <summary>All of a site. What names no resource that is made is left to NamesAreResources and ConnectionsUseTheIdentity.</summary>
    public static IEnumerable<Grant> Of(FunctionApp app, AppSite site) => Triggers(app, site).Concat(Sent(site)).Concat(Stored(site)).Concat(Watched(site)).Distinct();

    private static IEnumerable<Grant> Triggers(FunctionApp app, AppSite site) =>
        from trigger in app.Triggers
        where trigger.Connection is not null && trigger.Source is not null
        let entity = Entity(site, trigger.Connection!, site[trigger.Source!.Trim('%')])
        where entity is not null
        select new Grant(trigger.Kind == "EventHubTrigger" ? AzureRoles.HubReceiver : AzureRoles.QueueReceiver, entity, $"the trigger of {trigger.Function}");

    private static IEnumerable<Grant> Sent(AppSite site) =>
        from sent in Outgoing
        let entity = Entity(site, sent.Connection, site[sent.Setting])
        where entity is not null
        select new Grant(sent.Role, entity, $"the connection {sent.Connection}");

    private static IEnumerable<Grant> Stored(AppSite site)
    {
        foreach (var account in Accounts(site["AzureWebJobsStorage:blobServiceUri"]))
        {
            yield return new(AzureRoles.BlobOwner, account, "AzureWebJobsStorage: the host's containers and leases");
        }

        foreach (var account in Accounts(site["AzureWebJobsStorage:tableServiceUri"]))
        {
            yield return new(AzureRoles.TableContributor, account, "AzureWebJobsStorage: the host's diagnostic events");
        }

        if (site["AzureFunctionsJobHost:extensions:durableTask:storageProvider:type"] == "azureStorage")
        {
            foreach (var account in Accounts(site["AzureWebJobsStorage:queueServiceUri"]))
            {
                yield return new(AzureRoles.QueueContributor, account, "the sagas' queues");
            }
        }

        foreach (var account in Accounts(site["TableStorage:serviceUris"]))
        {
            yield return new(AzureRoles.TableContributor, account, "TableStorage: the business's rows");
        }
    }

    private static IEnumerable<Grant> Watched(AppSite site)
    {
        if (!string.IsNullOrEmpty(site["DURABLE_TASK_SCHEDULER_CONNECTION_STRING"])
            && site.Plan.Of("Microsoft.DurableTask/schedulers/taskHubs").FirstOrDefault(hub => hub.Name == site["TASKHUB_NAME"]) is { } taskHub)
        {
            yield return new(AzureRoles.DurableTask, taskHub.Id, "the sagas' task hub");
        }

        foreach (var component in site.Plan.Of("Microsoft.Insights/components"))
        {
            yield return new(AzureRoles.MetricsPublisher, component.Id, "telemetry");
        }
    }

    private static string? Entity(AppSite site, string connection, string? name) =>
        name is not null && site.Namespace(connection) is { } space
            ? site.Plan.Made.FirstOrDefault(resource => resource.FullName == $"{space.FullName}/{name}" && resource.IsWithin(space.Id))?.Id
            : null;

    private static IEnumerable<string> Accounts(string? endpoints) => Account.Matches(endpoints ?? string.Empty)
        .Select(match => match.Groups["id"].Success ? match.Groups["id"].Value : $"Microsoft.Storage/storageAccounts/{match.Groups["name"].Value}");
}
