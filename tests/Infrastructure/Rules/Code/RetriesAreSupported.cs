using RevenueFunctions.Tests.Infrastructure.Checks;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Code;

/// <summary>No function carries a retry policy that its trigger takes no notice of: only Event Hubs and timers have one.</summary>
public sealed class RetriesAreSupported : Rule
{
    /// <inheritdoc/>
    public override bool ReadsBicep => false;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) => deployment.App.Triggers
        .Where(trigger => trigger.Retries is not null && trigger.Kind is not ("EventHubTrigger" or "TimerTrigger"))
        .Select(trigger => At("functions", 0, $"{trigger.Function} has a retry policy, but a {trigger.Kind} takes no notice of it: remove it; the queue delivers again by itself."));
}
