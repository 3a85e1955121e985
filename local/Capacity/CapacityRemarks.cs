using System.Globalization;

namespace RevenueFunctions.Local.Capacity;

/// <summary>Says of a plan which limit it meets nowhere, and what to do instead.</summary>
internal static class CapacityRemarks
{
    /// <summary>The remarks; empty when all fits.</summary>
    public static IReadOnlyList<string> Of(CapacityPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var remarks = new List<string>();
        var cores = plan.Instances * TriggerCall.CoresOf(plan.Inputs.InstanceMegabytes);
        if (cores > (double)PublishedFigures.FlexCores.Value)
        {
            remarks.Add(Say($"{cores:N0} cores are more than the {PublishedFigures.FlexCores.Value} that a subscription has in a region: have the quota raised, or divide the cells among regions."));
        }

        if (plan.Instances > (int)PublishedFigures.FlexInstances.Value * plan.Hub.Cells)
        {
            remarks.Add(Say($"{plan.Instances:N0} instances are more than the {PublishedFigures.FlexInstances.Value:N0} of an app: larger instances (--instance-mb 4096) or more cells."));
        }

        if (plan.Shards.Largest > ShardPlan.Most)
        {
            remarks.Add(Say($"The largest customer needs {plan.Shards.Largest:N0} shards, an account takes {ShardPlan.Most}: divide that customer into accounts of its own (subsidiaries, regions, products)."));
        }

        if (plan.SchedulerUnits > (int)PublishedFigures.SchedulerUnits.Value)
        {
            remarks.Add(Say($"Closing {plan.Inputs.Accounts:N0} months in an hour takes {plan.SchedulerUnits} capacity units, a scheduler has {PublishedFigures.SchedulerUnits.Value}: spread the billing days, or let it take longer. Nothing is lost by waiting."));
        }

        return remarks;
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
