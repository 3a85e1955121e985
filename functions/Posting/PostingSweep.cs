using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Functions.Posting;

/// <summary>
/// Queues entries that were recorded and never reached their lane, and rings for lanes that wait although nobody rang: the doorbell may be
/// lost, the lane is not.
/// </summary>
public sealed class PostingSweep(PostingLane lane, StandingEntries standing)
{
    /// <summary>Offers standing entries, then rings for each lane with waiting ones.</summary>
    [Function(nameof(PostingSweep))]
    public async Task RunAsync([TimerTrigger("%PostingSweepSchedule%")] TimerInfo timer, CancellationToken cancellationToken)
    {
        await standing.SweepAsync(cancellationToken);
        await lane.SweepAsync(cancellationToken);
    }
}
