using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Posting;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>Subscribers that a test can break.</summary>
internal sealed class FailingOutbound : IOutboundEvents
{
    public bool IsBroken { get; set; }

    /// <summary>How often publishing meets an outage before it works.</summary>
    public int Outages { get; set; }

    public List<string> Published { get; } = [];

    public void Register(IServiceCollection services) => services.AddSingleton<IOutboundEvents>(this);

    public Task PublishAsync(OutboundEvent outbound, CancellationToken cancellationToken)
    {
        if (IsBroken)
        {
            throw new InvalidOperationException("A bug in the publisher.");
        }

        if (Outages-- > 0)
        {
            throw new MessagingUnavailableException("The hub does not answer.");
        }

        Published.Add(outbound.Type);
        return Task.CompletedTask;
    }
}
