using Microsoft.Extensions.Options;

namespace RevenueFunctions.Local.Admission;

/// <summary>What the host can take on, apart from the backlog of a hub, which the hub counts itself.</summary>
public sealed class HostCapacity(IOptions<AdmissionOptions> options, TimeProvider clock)
{
    /// <summary>The settings.</summary>
    public AdmissionOptions Options { get; } = options.Value;

    /// <summary>Bytes of event bodies in memory.</summary>
    public FairShare IngestInFlight { get; } = new(options.Value.IngestBytesInFlight, clock);

    /// <summary>Reading API requests under way.</summary>
    public FairShare ApiReads { get; } = new(options.Value.ApiReads, clock);

    /// <summary>Writing API requests under way.</summary>
    public FairShare ApiWrites { get; } = new(options.Value.ApiWrites, clock);

    /// <summary>Requests of operators to the host under way.</summary>
    public FairShare OperatorRequests { get; } = new(options.Value.OperatorRequests, clock);
}
