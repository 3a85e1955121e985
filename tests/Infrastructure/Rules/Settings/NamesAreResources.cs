using RevenueFunctions.Tests.Infrastructure.Checks;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Settings;

/// <summary>The hubs, consumer groups, queues and the task hub that settings name are made, and are what their triggers ask for.</summary>
public sealed class NamesAreResources : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) =>
        InPlans(deployment, plan =>
            from site in AppSite.Of(plan)
            from problem in Triggers(deployment, site).Concat(Outgoing(deployment, site)).Concat(TaskHub(site))
            select At(site.Resource.File, site.Resource.Line, problem));

    private static IEnumerable<string> Triggers(Deployment deployment, AppSite site)
    {
        foreach (var trigger in deployment.App.Triggers.Where(trigger => trigger.Connection is not null))
        {
            if (site.Namespace(trigger.Connection!) is not { } space)
            {
                continue;
            }

            var name = site[trigger.Source!.Trim('%')];
            if (site.Plan.Made.FirstOrDefault(resource => resource.FullName == $"{space.FullName}/{name}") is not { } entity)
            {
                yield return $"{trigger.Source} is '{name}', which {space.FullName} does not have: {trigger.Function} would wait for ever. Use the resource's own name.";
                continue;
            }

            if (trigger.ConsumerGroup is { } group && !site.Plan.Made.Any(resource => resource.FullName == $"{entity.FullName}/{site[group.Trim('%')]}"))
            {
                yield return $"{group} is '{site[group.Trim('%')]}', which the hub {entity.Name} does not have as a consumer group. Use the resource's own name.";
            }

            if (trigger.Sessions && entity.Property("requiresSession")?.AsText() != "true")
            {
                yield return $"the queue {entity.Name} does not require sessions, but {trigger.Function} asks for them: set requiresSession to true.";
            }
        }
    }

    private static IEnumerable<string> Outgoing(Deployment deployment, AppSite site) =>
        from sent in Grants.Outgoing
        where deployment.App.Triggers.All(trigger => trigger.Source?.Trim('%') != sent.Setting)
        let space = site.Namespace(sent.Connection)
        where space is not null && !site.Plan.Made.Any(resource => resource.FullName == $"{space.FullName}/{site[sent.Setting]}")
        select $"{sent.Setting} is '{site[sent.Setting]}', which {space.FullName} does not have. Use the resource's own name.";

    private static IEnumerable<string> TaskHub(AppSite site)
    {
        var usesScheduler = !string.IsNullOrEmpty(site["DURABLE_TASK_SCHEDULER_CONNECTION_STRING"]);
        if (usesScheduler && !site.Plan.Of("Microsoft.DurableTask/schedulers/taskHubs").Any(hub => hub.Name == site["TASKHUB_NAME"]))
        {
            yield return $"TASKHUB_NAME is '{site["TASKHUB_NAME"]}', which the scheduler does not have as a task hub. Use the resource's own name.";
        }

        if (!usesScheduler && site["AzureFunctionsJobHost:extensions:durableTask:storageProvider:type"] is null)
        {
            yield return "neither DURABLE_TASK_SCHEDULER_CONNECTION_STRING nor another storage provider for the sagas is set: they could not be stored.";
        }
    }
}
