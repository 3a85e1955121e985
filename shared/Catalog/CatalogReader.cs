namespace RevenueFunctions.Catalog;

/// <summary>
/// Hands out the catalog as a snapshot held in memory. It reads the catalog again only when the head row's version changed, looks at
/// that row at most once a second, and at once after a write of its own process; in between an answer costs two comparisons.
/// </summary>
public sealed class CatalogReader(CatalogStore store, TimeProvider clock) : IDisposable
{
    /// <summary>How long another instance's write may go unseen by those who do not ask for the current catalog.</summary>
    public static readonly TimeSpan MaximumAge = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private Look? open;
    private volatile Cached? cached;

    /// <summary>The catalog, at most a second old. What refuses something, or sets an amount, begins with <see cref="GetCurrentAsync"/>.</summary>
    public ValueTask<CatalogSnapshot> GetAsync(CancellationToken cancellationToken = default)
    {
        var current = cached;
        return current is not null && IsRecent(current) ? ValueTask.FromResult(current.Snapshot) : new ValueTask<CatalogSnapshot>(RefreshAsync(false, cancellationToken));
    }

    /// <summary>
    /// The catalog as it is stored now: one point read, and the documents when it changed. Callers who ask at the same moment share a read that begins
    /// after all of them asked: on Table storage they would otherwise queue for one round trip each.
    /// </summary>
    public Task<CatalogSnapshot> GetCurrentAsync(CancellationToken cancellationToken = default) => RefreshAsync(true, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private bool IsRecent(Cached current) =>
        current.LocalWrites == store.LocalWrites && clock.GetElapsedTime(current.CheckedAt) < MaximumAge;

    private async Task<CatalogSnapshot> RefreshAsync(bool always, CancellationToken cancellationToken)
    {
        var look = Join();
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (!always && cached is { } current && IsRecent(current))
            {
                return current.Snapshot;
            }

            // The first who gets its turn looks for all who wait; not under its token, because the others wait for the same answer.
            look.Read ??= ReadAsync(look);
            return await look.Read;
        }
        finally
        {
            turn.Release();
        }
    }

    private Look Join()
    {
        lock (gate)
        {
            return open ??= new Look();
        }
    }

    private async Task<CatalogSnapshot> ReadAsync(Look look)
    {
        lock (gate)
        {
            open = open == look ? null : open;
        }

        // Marks are taken before the read: a write that ends while it runs is seen by the next call.
        var current = cached;
        var checkedAt = clock.GetTimestamp();
        var localWrites = store.LocalWrites;
        var head = await store.HeadAsync(CancellationToken.None);

        // What is read during a write is valid but not complete, so it is read again until the write ends. A lease that nobody ended
        // is a writer that died: what it left is read once.
        var isWriting = head.WritingUntil > clock.GetUtcNow();
        var deadWriter = isWriting ? null : head.WritingUntil;
        var snapshot = current is { IsComplete: true } && current.Version == head.Version && (deadWriter is null || current.DeadWriter == deadWriter)
            ? current.Snapshot
            : new CatalogSnapshot(await store.LoadAsync(CancellationToken.None));
        var isComplete = !isWriting || ReferenceEquals(snapshot, current?.Snapshot);
        cached = new Cached(snapshot, head.Version, isComplete, deadWriter, checkedAt, localWrites);
        return snapshot;
    }

    /// <summary>A look at the stored catalog that several callers share.</summary>
    private sealed class Look
    {
        public Task<CatalogSnapshot>? Read { get; set; }
    }

    private sealed record Cached(CatalogSnapshot Snapshot, long Version, bool IsComplete, DateTimeOffset? DeadWriter, long CheckedAt, long LocalWrites);
}
