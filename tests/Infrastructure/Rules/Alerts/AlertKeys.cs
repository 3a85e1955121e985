using RevenueFunctions.Tests.Infrastructure.Evaluation;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Alerts;

/// <summary>The alerts that a plan makes, by the keys that the runbook knows them under.</summary>
public static class AlertKeys
{
    /// <summary>The key of an alert is the last part of its name.</summary>
    public static IEnumerable<(string Key, PlannedResource Alert)> Of(Plan plan) => plan.Made
        .Where(resource => resource.Is("Microsoft.Insights/scheduledQueryRules") || resource.Is("Microsoft.Insights/metricAlerts"))
        .Select(alert => (alert.Name.Split('-')[^1], alert));
}
