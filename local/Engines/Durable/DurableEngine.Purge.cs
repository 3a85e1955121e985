using RevenueFunctions.Local.Engines.Durable.History;

namespace RevenueFunctions.Local.Engines.Durable;

public sealed partial class DurableEngine
{
    private const int PurgePage = 200;

    /// <summary>Deletes an ended instance with its history. False when there is none, or it has not ended.</summary>
    public async Task<bool> PurgeAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (await FindEndedAsync(DurableKeys.Of(instanceId), cancellationToken) is not { } found || Reserve(found) is not { } reserved)
        {
            return false;
        }

        try
        {
            // Read again under the reservation: a restart may have replaced the row in between.
            if (await FindEndedAsync(reserved.Key, cancellationToken) is not { } ended)
            {
                return false;
            }

            var plan = new EpisodePlan();
            PlanRemoval(plan, ended);
            await CommitAsync(plan.Batches);
            return true;
        }
        finally
        {
            Release(reserved);
        }
    }

    /// <summary>Deletes the ended instances that match; stops after the time allowed. Returns how many, and whether all are gone.</summary>
    public async Task<(int Purged, bool IsComplete)> PurgeAsync(InstanceFilter filter, TimeSpan? timeAllowed = null, CancellationToken cancellationToken = default)
    {
        var until = timeAllowed is { } allowed ? Now + allowed : DateTime.MaxValue;
        var purged = 0;
        string? continuation = null;
        do
        {
            var page = await ListAsync(filter, PurgePage, continuation, cancellationToken);
            foreach (var instance in page.Instances.Where(one => one.HasEnded))
            {
                if (Now >= until)
                {
                    return (purged, false);
                }

                purged += await PurgeAsync(instance.InstanceId, cancellationToken) ? 1 : 0;
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);

        return (purged, true);
    }
}
