namespace RevenueFunctions.Sagas;

/// <summary>The port to everyone who subscribes to what happened to revenue: CRM, analytics, customer reporting.</summary>
public interface IOutboundEvents
{
    /// <summary>Publishes; durable when the task completes. Receivers drop repeats by (source, id).</summary>
    Task PublishAsync(OutboundEvent outbound, CancellationToken cancellationToken);
}
