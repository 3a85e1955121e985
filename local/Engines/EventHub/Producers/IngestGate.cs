using RevenueFunctions.Local.Admission;

namespace RevenueFunctions.Local.Engines.EventHub.Producers;

/// <summary>
/// Lets events in while there is memory for them on their way to the disk, and room in the backlog of their hub. Both are shared fairly
/// among the senders.
/// </summary>
public sealed class IngestGate(EventHubEngine engine, FairShare inFlight, AdmissionOptions options)
{
    /// <summary>What a request is counted with at least: it costs a row, a turn in the queue and the state of a request, however small it is.</summary>
    internal const int SmallestCharge = 4 * 1024;

    /// <summary>Lets a request in, or throws the refusal.</summary>
    /// <param name="hub">Where it goes.</param>
    /// <param name="caller">Who sends it.</param>
    /// <param name="announced">The length of its body, when the header says so.</param>
    internal IngestLease Enter(string hub, string caller, long? announced)
    {
        var lease = new IngestLease(this, engine.Backlog(hub), hub, caller);
        lease.Grow(SmallestCharge, Math.Clamp(announced ?? 0, SmallestCharge, HubEvent.MaximumBytes));
        return lease;
    }

    /// <summary>Bytes of bodies in memory.</summary>
    internal FairShare InFlight => inFlight;

    /// <summary>The refusal that a share's answer makes.</summary>
    internal ProducerProblem Refuse(ShareOutcome outcome, FairShare share, string limit, string caller, long need) =>
        ProducerProblem.Refused(new Refusal(outcome, limit, share.RetryAfter(caller, need, options.LongestRetryAfter)));
}
