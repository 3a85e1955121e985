using RevenueFunctions.Local.Engines.ServiceBus;
using RevenueFunctions.Posting;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Faults;

/// <summary>Rings that get lost or come twice.</summary>
internal sealed class FaultyDoorbell(SessionQueueEngine queues, World world) : IPostingDoorbell
{
    private readonly QueueDoorbell inner = new(queues, QueueDoorbell.DefaultQueue);

    /// <inheritdoc/>
    public async ValueTask RingAsync(string legalEntityId, string messageId, DateTimeOffset? notBefore, CancellationToken cancellationToken = default)
    {
        if (world.FaultAt(FaultKind.DoorbellLost, legalEntityId) is not null)
        {
            return;
        }

        if (world.FaultAt(FaultKind.PoisonMessage, legalEntityId) is not null)
        {
            await queues.SendAsync(
                QueueDoorbell.DefaultQueue, new QueueMessage { MessageId = $"poison:{messageId}", SessionId = $"{legalEntityId}/no such entity", Body = BinaryData.FromString("{") }, null, cancellationToken);
        }

        await inner.RingAsync(legalEntityId, messageId, notBefore, cancellationToken);
        if (world.FaultAt(FaultKind.DoorbellDoubled, legalEntityId) is not null)
        {
            await inner.RingAsync(legalEntityId, $"{messageId}:again", notBefore, cancellationToken);
        }
    }
}
