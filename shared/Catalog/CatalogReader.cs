namespace RevenueFunctions.Catalog;

/// <summary>
/// Hands out the catalog as a snapshot held in memory. It reads the catalog again only when the head row's version changed, looks at
/// that row at most once a second, and at once after a write of its own process; in between an answer costs two comparisons.
/// </summary>
public sealed class CatalogReader(CatalogStore store, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan MaximumAge = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile Cached? cached;

    /// <summary>The catalog, at most a second old.</summary>
    public ValueTask<CatalogSnapshot> GetAsync(CancellationToken cancellationToken = default)
    {
        var current = cached;
        return current is not null && IsRecent(current) ? ValueTask.FromResult(current.Snapshot) : new ValueTask<CatalogSnapshot>(RefreshAsync(false, cancellationToken));
    }

    /// <summary>The catalog as it is stored now: one point read, and the documents when it changed. For the API, which must show what it wrote.</summary>
    public Task<CatalogSnapshot> GetCurrentAsync(CancellationToken cancellationToken = default) => RefreshAsync(true, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private bool IsRecent(Cached current) =>
        current.LocalWrites == store.LocalWrites && clock.GetElapsedTime(current.CheckedAt) < MaximumAge;

    private async Task<CatalogSnapshot> RefreshAsync(bool always, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            var current = cached;
            if (current is not null && !always && IsRecent(current))
            {
                return current.Snapshot;
            }

            // Marks are taken before the read: a write that ends while it runs is seen by the next call.
            var checkedAt = clock.GetTimestamp();
            var localWrites = store.LocalWrites;
            var head = await store.HeadAsync(cancellationToken);

            // What is read during a write is valid but not complete, so it is read again until the write ends. A lease that nobody ended
            // is a writer that died: what it left is read once.
            var isWriting = head.WritingUntil > clock.GetUtcNow();
            var deadWriter = isWriting ? null : head.WritingUntil;
            var snapshot = current is { IsComplete: true } && current.Version == head.Version && (deadWriter is null || current.DeadWriter == deadWriter)
                ? current.Snapshot
                : new CatalogSnapshot(await store.LoadAsync(cancellationToken));
            var isComplete = !isWriting || ReferenceEquals(snapshot, current?.Snapshot);
            cached = new Cached(snapshot, head.Version, isComplete, deadWriter, checkedAt, localWrites);
            return snapshot;
        }
        finally
        {
            gate.Release();
        }
    }

    private sealed record Cached(CatalogSnapshot Snapshot, long Version, bool IsComplete, DateTimeOffset? DeadWriter, long CheckedAt, long LocalWrites);
}
