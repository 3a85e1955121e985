namespace RevenueFunctions.Local.Storage;

/// <summary>What a <see cref="SqliteStore"/> did since it was opened. The fsync latency belongs beside every durable figure.</summary>
/// <param name="Commits">Transactions of callers that were committed.</param>
/// <param name="Conflicts">Transactions of callers that were refused by a conflict.</param>
/// <param name="Changes">Rows written or removed.</param>
/// <param name="Groups">SQLite transactions, each with one fsync, that carried those commits.</param>
/// <param name="LargestGroup">Most commits in one group.</param>
/// <param name="Checkpoints">Copies of the write-ahead log into the database file.</param>
/// <param name="FsyncTotal">Time spent in COMMIT, which is the write of the log and its fsync.</param>
/// <param name="FsyncLongest">The longest COMMIT.</param>
public sealed record SqliteStoreStatistics(
    long Commits, long Conflicts, long Changes, long Groups, int LargestGroup, long Checkpoints, TimeSpan FsyncTotal, TimeSpan FsyncLongest)
{
    /// <summary>Commits carried by a group on average.</summary>
    public double CommitsPerGroup => Groups == 0 ? 0 : (double)Commits / Groups;

    /// <summary>Mean time of a COMMIT.</summary>
    public TimeSpan FsyncMean => Groups == 0 ? TimeSpan.Zero : FsyncTotal / Groups;
}
