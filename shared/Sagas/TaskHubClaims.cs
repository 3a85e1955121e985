using RevenueFunctions.Storage;

namespace RevenueFunctions.Sagas;

/// <summary>
/// Keeps, next to the business, which deployment a task hub belongs to and the newest version on which a saga began there. Two
/// deployments on one task hub would run each other's sagas with their own code and settings; an app older than a saga could not go on with it.
/// </summary>
public sealed class TaskHubClaims(ITableStore store, TimeProvider clock)
{
    private const string Table = "host";
    private const string Partition = "taskhub";

    /// <summary>Claims the task hub, or finds it claimed by this deployment already. Any number of instances may do so at once.</summary>
    /// <param name="taskHub">The task hub.</param>
    /// <param name="deployment">This deployment.</param>
    /// <param name="knownVersion">The newest version of sagas that this app knows.</param>
    /// <param name="released">A claim that a person gave up, as its <see cref="TaskHubClaim.Mark"/>; null for none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="TaskHubRefusedException">It is another's, newer than this app, or of another storage layout.</exception>
    public async Task<TaskHubClaim> ClaimAsync(string taskHub, string deployment, string knownVersion, string? released, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var row = await store.GetAsync(Table, Partition, TableKey.Escape(taskHub), cancellationToken);
            if (row is null)
            {
                var first = new TaskHubClaim(taskHub, deployment, StorageLayout.Version, null, clock.GetUtcNow());
                if (await store.TryInsertAsync(Table, Partition, TableKey.Escape(taskHub), first, cancellationToken))
                {
                    return first;
                }

                // Another instance was faster: see whose it is now.
                continue;
            }

            var found = row.Read<TaskHubClaim>();
            if (Wrong(found, deployment, knownVersion) is not { } wrong)
            {
                return found;
            }

            if (found.StorageLayout != StorageLayout.Version || released != found.Mark)
            {
                throw new TaskHubRefusedException(wrong);
            }

            var taken = found with { Deployment = deployment, SagaVersion = null, ChangedAt = clock.GetUtcNow() };
            if (await ReplaceAsync(row, taken, cancellationToken))
            {
                return taken;
            }
        }
    }

    /// <summary>Records that a saga begins on a version, before it does. Answers the claim as it stands then.</summary>
    /// <exception cref="TaskHubRefusedException">It is no longer this deployment's.</exception>
    public async Task<TaskHubClaim> UseAsync(TaskHubClaim held, string version, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(held);
        while (true)
        {
            var row = await store.GetAsync(Table, Partition, TableKey.Escape(held.TaskHub), cancellationToken);
            if (row?.Read<TaskHubClaim>() is not { } found || found.Deployment != held.Deployment)
            {
                throw new TaskHubRefusedException($"Task hub '{held.TaskHub}' was released while '{held.Deployment}' still runs on it: stop this deployment, or give it a task hub and a storage of its own.");
            }

            // While an app is updated instance by instance, the newer ones have recorded theirs.
            var used = found with { SagaVersion = version, ChangedAt = clock.GetUtcNow() };
            if (!IsOlder(found.SagaVersion, version) || await ReplaceAsync(row, used, cancellationToken))
            {
                return IsOlder(found.SagaVersion, version) ? used : found;
            }
        }
    }

    /// <summary>True when sagas of the version may have begun before those of the other.</summary>
    public static bool IsOlder(string? version, string than) => version is null || Version.Parse(version) < Version.Parse(than);

    private static string? Wrong(TaskHubClaim found, string deployment, string knownVersion) => found switch
    {
        _ when found.StorageLayout != StorageLayout.Version =>
            $"Task hub '{found.TaskHub}' belongs to rows of storage layout {found.StorageLayout}, and this app reads and writes layout {StorageLayout.Version}. Deploy a build of that layout, or give this one a storage of its own.",
        _ when found.Deployment != deployment =>
            $"Task hub '{found.TaskHub}' is in use by the deployment '{found.Deployment}'{Since(found)}, and this is '{deployment}': on one task hub each would run the other's sagas. Give this deployment a storage and a TASKHUB_NAME of its own. "
            + $"If '{found.Deployment}' is stopped for good and this one takes its place, say so with the setting TaskHub__Release={found.Mark}.",
        _ when found.SagaVersion is { } newest && IsOlder(knownVersion, newest) =>
            $"Sagas of version {newest} run on task hub '{found.TaskHub}'{Since(found)}, and this app knows versions up to {knownVersion}: they would stand still under it. Deploy a build that knows {newest}. "
            + $"To run this one all the same, and let them wait for a newer build, set TaskHub__Release={found.Mark}.",
        _ => null,
    };

    private static string Since(TaskHubClaim found) => $" since {found.ChangedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC";

    private async Task<bool> ReplaceAsync(TableRow row, TaskHubClaim claim, CancellationToken cancellationToken) =>
        (await store.CommitAsync(new TableBatch(Table, Partition).Update(row.Row, FabricJson.Bytes(claim), row.Version), cancellationToken)).IsCommitted;
}
