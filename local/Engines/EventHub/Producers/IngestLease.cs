using System.Globalization;
using RevenueFunctions.Local.Admission;

namespace RevenueFunctions.Local.Engines.EventHub.Producers;

/// <summary>
/// What one request holds of the memory and of its hub's backlog. It grows with what was received, not with what was announced: a client
/// that announces much and sends slowly holds little.
/// </summary>
internal sealed class IngestLease(IngestGate gate, FairShare backlog, string hub, string caller) : IDisposable
{
    private long held;
    private bool isHandedOver;

    /// <summary>The account that the append is on.</summary>
    public HubCharge Charge => new(caller, held);

    /// <summary>Grows to so many bytes, if all that is needed fits. Throws the refusal otherwise.</summary>
    public void Grow(long bytes, long need)
    {
        var (more, missing) = (bytes - held, need - held);
        if (more <= 0)
        {
            return;
        }

        var outcome = backlog.TryTake(caller, more, missing, held);
        if (outcome != ShareOutcome.Taken)
        {
            throw gate.Refuse(
                outcome, backlog, string.Create(CultureInfo.InvariantCulture, $"the {backlog.Limit:N0} bytes of '{hub}' that may wait for ingest (setting Admission:HubBacklogBytes)"), caller, missing);
        }

        outcome = gate.InFlight.TryTake(caller, more, missing, held);
        if (outcome != ShareOutcome.Taken)
        {
            backlog.Release(caller, more);
            throw gate.Refuse(
                outcome, gate.InFlight, string.Create(CultureInfo.InvariantCulture, $"the {gate.InFlight.Limit:N0} bytes that may be on their way to the disk (setting Admission:IngestBytesInFlight)"), caller, missing);
        }

        held += more;
    }

    /// <summary>The events are durable: their part of the backlog is released when they are ingested.</summary>
    public void HandOver() => isHandedOver = true;

    /// <summary>Gives back what the request holds.</summary>
    public void Dispose()
    {
        gate.InFlight.Release(caller, held);
        if (!isHandedOver)
        {
            backlog.Release(caller, held);
        }
    }
}
