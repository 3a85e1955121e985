using System.Xml;
using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Evaluation;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Limits;

/// <summary>Numbers stay within what the chosen tiers allow. Azure would refuse the rest after half of the resources are made.</summary>
public sealed class ServiceLimitsHold : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) =>
        InPlans(deployment, plan => Hubs(plan).Concat(Queues(plan)).Concat(Sagas(plan)).Concat(Sites(plan))
            .Select(broken => At(broken.Resource.File, broken.Resource.Line, $"{broken.Message}.")));

    private static IEnumerable<(PlannedResource Resource, string Message)> Hubs(Plan plan)
    {
        foreach (var hub in plan.Of("Microsoft.EventHub/namespaces/eventhubs"))
        {
            var isStandard = Tier(plan, hub, "Microsoft.EventHub/namespaces") == "Standard";
            var (partitions, most) = (Number(hub.Property("partitionCount")), isStandard ? 32 : 100);
            if (partitions < 1 || partitions > most)
            {
                yield return (hub, $"the hub {hub.Name} has {partitions} partitions, but its tier allows {most}");
            }

            var (hours, longest) = (Number(hub.Property("retentionDescription", "retentionTimeInHours")), isStandard ? 168 : 2160);
            if (hours < 1 || hours > longest)
            {
                yield return (hub, $"the hub {hub.Name} keeps events {hours} hours, but its tier allows {longest}");
            }
        }
    }

    private static IEnumerable<(PlannedResource Resource, string Message)> Queues(Plan plan)
    {
        foreach (var queue in plan.Of("Microsoft.ServiceBus/namespaces/queues"))
        {
            if (Time(queue.Property("lockDuration")) > TimeSpan.FromMinutes(5))
            {
                yield return (queue, $"the lock of the queue {queue.Name} lasts longer than the five minutes that Service Bus allows");
            }

            if (Time(queue.Property("duplicateDetectionHistoryTimeWindow")) > TimeSpan.FromDays(7))
            {
                yield return (queue, $"the queue {queue.Name} remembers duplicates for longer than the seven days that Service Bus allows");
            }
        }

        foreach (var space in plan.Of("Microsoft.ServiceBus/namespaces").Where(space => space.Property("publicNetworkAccess")?.AsText() == "Disabled" && space.Body.At("sku", "name")?.AsText() != "Premium"))
        {
            yield return (space, $"the namespace {space.Name} is closed, but only the Premium tier of Service Bus has private endpoints");
        }
    }

    private static IEnumerable<(PlannedResource Resource, string Message)> Sagas(Plan plan) =>
        from policy in plan.Of("Microsoft.DurableTask/schedulers/retentionPolicies")
        let scheduler = plan.Of("Microsoft.DurableTask/schedulers").FirstOrDefault(candidate => policy.IsWithin(candidate.Id))
        let most = scheduler?.Property("sku", "name")?.AsText() == "Consumption" ? 30 : 90
        from rule in (policy.Property("retentionPolicies") as BicepValue.Items)?.Values ?? []
        let days = Number(rule.At("retentionPeriodInDays"))
        where days < 1 || days > most
        select (policy, $"histories of sagas are kept {days} days, but the scheduler's plan allows {most}");

    private static IEnumerable<(PlannedResource Resource, string Message)> Sites(Plan plan) =>
        from site in plan.Of("Microsoft.Web/sites")
        let most = Number(site.Property("functionAppConfig", "scaleAndConcurrency", "maximumInstanceCount"))
        let ready = ((site.Property("functionAppConfig", "scaleAndConcurrency", "alwaysReady") as BicepValue.Items)?.Values ?? []).Sum(kept => Number(kept.At("instanceCount")) ?? 0)
        where most < 1 || most > 1000 || ready > most
        select (site, $"the site may have {most} instances, of which {ready} are always ready: Flex allows 1 to 1000, and no more ready than there may be");

    private static string? Tier(Plan plan, PlannedResource resource, string type) => plan.Of(type).FirstOrDefault(candidate => resource.IsWithin(candidate.Id))?.Body.At("sku", "name")?.AsText();

    private static long? Number(BicepValue? value) => value is BicepValue.Scalar { Value: long number } ? number : null;

    private static TimeSpan? Time(BicepValue? value) => value is { IsKnown: true } ? XmlConvert.ToTimeSpan(value.AsText()) : null;
}
