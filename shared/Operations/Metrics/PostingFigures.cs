using Microsoft.Extensions.Options;
using RevenueFunctions.Posting;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Operations;

/// <summary>How the posting lanes stand. One page of names, two rows for each lane and one for each lane in which something waits.</summary>
internal sealed class PostingFigures(PostingLane lanes, IOptions<MetricsOptions> options)
{
    public async Task<List<Figure>> MeasureAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var all = await lanes.ListAsync(cancellationToken);
        var blocked = all.Where(lane => lane.State == LaneState.Blocked).ToList();
        var figures = new List<Figure>
        {
            Figure.Count(Gauges.PostingBlockedLanes, blocked.Count, AlertKey.BlockedLane, 0, "/api/v1/lanes") with { Since = blocked.Select(lane => lane.BlockedAt).Min() },
        };
        foreach (var lane in all.OrderBy(lane => lane.LegalEntityId, StringComparer.Ordinal))
        {
            var since = (await lanes.OldestWaitingAsync(lane, cancellationToken))?.EnqueuedAt;
            figures.Add((Figure.Age(
                Gauges.PostingOldestWaiting, since is { } at ? now - at : TimeSpan.Zero, AlertKey.OldestWaitingPosting, options.Value.OldestWaitingPosting,
                $"/api/v1/lanes/{Uri.EscapeDataString(lane.LegalEntityId)}") with { Since = since }).For(InstrumentTags.LegalEntity, lane.LegalEntityId));
        }

        return figures;
    }
}
