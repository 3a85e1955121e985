using RevenueFunctions.Local.Engines.ServiceBus;
using RevenueFunctions.Posting;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Faults;

/// <summary>Rings that get lost or come twice.</summary>
internal sealed class FaultyDoorbell(SessionQueueEngine queues, World world) : IPostingDoorbell
{
    private const string Poison = "poison:";

    private readonly QueueDoorbell inner = new(queues, QueueDoorbell.DefaultQueue);

    /// <summary>True for a message that no function can be called with.</summary>
    public static bool IsPoison(string messageId) => messageId.StartsWith(Poison, StringComparison.Ordinal);

    /// <inheritdoc/>
    public async ValueTask RingAsync(string legalEntityId, string messageId, string? correlationId, DateTimeOffset? notBefore, CancellationToken cancellationToken = default)
    {
        if (world.FaultAt(FaultKind.DoorbellLost, legalEntityId) is not null)
        {
            return;
        }

        if (world.FaultAt(FaultKind.PoisonMessage, legalEntityId) is { } poison)
        {
            // Either nobody can read it, or it can be read and names no lane.
            var message = poison.Size < 50
                ? new QueueMessage { MessageId = Poison + messageId, SessionId = legalEntityId }
                : new QueueMessage { MessageId = $"stray:{messageId}", SessionId = $"{legalEntityId}/no such entity" };
            await queues.SendAsync(QueueDoorbell.DefaultQueue, message, null, cancellationToken);
        }

        await inner.RingAsync(legalEntityId, messageId, correlationId, notBefore, cancellationToken);
        if (world.FaultAt(FaultKind.DoorbellDoubled, legalEntityId) is not null)
        {
            await inner.RingAsync(legalEntityId, $"{messageId}:again", correlationId, notBefore, cancellationToken);
        }
    }
}
