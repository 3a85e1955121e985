using RevenueFunctions.Sagas;

namespace RevenueFunctions.Local.Engines.EventHub;

/// <summary>Outbound events on an embedded hub, keyed by their subject, so that one account's events stay in order.</summary>
public sealed class OutboundEvents(EventHubEngine engine, string hubName) : IOutboundEvents
{
    /// <inheritdoc/>
    public async Task PublishAsync(OutboundEvent outbound, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(outbound);
        cancellationToken.ThrowIfCancellationRequested();
        var hubEvent = new HubEvent(outbound.ToCloudEvent(), ContentType: "application/cloudevents+json") { MessageId = outbound.Id };
        await engine.AppendAsync(hubName, hubEvent, outbound.Subject);
    }
}
