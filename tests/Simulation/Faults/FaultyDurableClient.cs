using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Sagas;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Faults;

/// <summary>Events for sagas that get lost, come twice, or come for nothing.</summary>
internal sealed class FaultyDurableClient(DurableEngine engine, World world) : EmbeddedDurableTaskClient(engine)
{
    /// <inheritdoc/>
    public override async Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        if (world.FaultAt(FaultKind.SagaEventLost, instanceId) is not null)
        {
            return;
        }

        await base.RaiseEventAsync(instanceId, eventName, eventPayload, cancellation);
        if (world.FaultAt(FaultKind.SagaEventDoubled, instanceId) is not null)
        {
            await base.RaiseEventAsync(instanceId, eventName, eventPayload, cancellation);
        }

        if (world.FaultAt(FaultKind.SagaEventEarly, instanceId) is { } early)
        {
            await base.RaiseEventAsync(instanceId, early.Size < 50 ? SagaEvents.PostingSettled : SagaEvents.Resolved, null, cancellation);
        }
    }
}
