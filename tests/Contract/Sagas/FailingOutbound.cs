using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>Subscribers that a test can break.</summary>
internal sealed class FailingOutbound : IOutboundEvents
{
    public bool IsBroken { get; set; }

    public List<string> Published { get; } = [];

    public void Register(IServiceCollection services) => services.AddSingleton<IOutboundEvents>(this);

    public Task PublishAsync(OutboundEvent outbound, CancellationToken cancellationToken)
    {
        if (IsBroken)
        {
            throw new InvalidOperationException("A bug in the publisher.");
        }

        Published.Add(outbound.Type);
        return Task.CompletedTask;
    }
}
