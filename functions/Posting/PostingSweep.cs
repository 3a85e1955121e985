using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Functions.Posting;

/// <summary>Rings for lanes that wait although nobody rang: the doorbell may be lost, the lane is not.</summary>
public sealed class PostingSweep(PostingLane lane)
{
    /// <summary>Rings for each lane with waiting entries.</summary>
    [Function(nameof(PostingSweep))]
    public Task RunAsync([TimerTrigger("%PostingSweepSchedule%")] TimerInfo timer, CancellationToken cancellationToken) => lane.SweepAsync(cancellationToken);
}
