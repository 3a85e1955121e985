using RevenueFunctions.Local.Admission;

namespace RevenueFunctions.Local.Engines.EventHub;

/// <summary>
/// What the consumers of one partition have not passed yet, and on whose account it stands. An account is closed when the last consumer
/// group passed what it was for.
/// </summary>
internal sealed class PartitionBacklog(FairShare share)
{
    /// <summary>Parts into which what an earlier process left is counted, so that its account shrinks while it is read.</summary>
    private const int RecoveredParts = 64;

    private readonly Lock gate = new();
    private readonly Queue<(long LastSequence, HubCharge Charge)> waiting = new();
    private long passed;
    private bool isConsumed;

    /// <summary>From now on somebody reads the partition. Without a reader nothing waits.</summary>
    public void Consume()
    {
        lock (gate)
        {
            isConsumed = true;
        }
    }

    /// <summary>Events up to a sequence number became durable. What was charged for them is this backlog's to release.</summary>
    public void Appended(long lastSequence, HubCharge charge)
    {
        if (charge.Amount == 0)
        {
            return;
        }

        lock (gate)
        {
            if (isConsumed && lastSequence >= passed)
            {
                waiting.Enqueue((lastSequence, charge));
                return;
            }
        }

        share.Release(charge.Caller, charge.Amount);
    }

    /// <summary>Every consumer group has passed what lies before a sequence number.</summary>
    public void Passed(long nextSequence)
    {
        lock (gate)
        {
            passed = Math.Max(passed, nextSequence);
            while (waiting.TryPeek(out var oldest) && oldest.LastSequence < passed)
            {
                waiting.Dequeue();
                share.Release(oldest.Charge.Caller, oldest.Charge.Amount);
            }
        }
    }

    /// <summary>Counts what an earlier process left: so many bytes from one sequence number up to before another.</summary>
    public void Recovered(long fromSequence, long nextSequence, long bytes)
    {
        var parts = Math.Min(RecoveredParts, nextSequence - fromSequence);
        for (var part = 1; part <= parts; part++)
        {
            var charge = new HubCharge("an earlier process", (bytes * part / parts) - (bytes * (part - 1) / parts));
            share.Take(charge.Caller, charge.Amount);
            Appended(fromSequence + ((nextSequence - fromSequence) * part / parts) - 1, charge);
        }
    }
}
