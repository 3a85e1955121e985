using RevenueFunctions.Tests.Infrastructure.Checks;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Code;

/// <summary>A function of an Event Hub tries again for ever: after a last retry the checkpoint moves on, and what was read would be lost.</summary>
public sealed class UsageIsNeverGivenUp : Rule
{
    /// <inheritdoc/>
    public override bool ReadsBicep => false;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) => deployment.App.Triggers
        .Where(trigger => trigger.Kind == "EventHubTrigger" && trigger.Retries != -1)
        .Select(trigger => At("functions", 0, $"{trigger.Function} gives events up {(trigger.Retries is { } times ? $"after {times} times" : "at its first failure")}: give it [ExponentialBackoffRetry(-1, ...)]."));
}
