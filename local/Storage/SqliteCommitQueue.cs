using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using RevenueFunctions.Storage;
using SQLitePCL;

namespace RevenueFunctions.Local.Storage;

/// <summary>
/// The one writing thread. Whatever waits when it is free goes into one SQLite transaction with one fsync: alone, a commit costs one
/// fsync; under load, a fraction of one. Callers are held back when too many wait.
/// </summary>
internal sealed class SqliteCommitQueue : IDisposable
{
    private readonly SqliteWriter writer;
    private readonly SqliteStoreOptions options;
    private readonly Thread thread;
    private readonly SemaphoreSlim slots;
    private readonly object gate = new();
    private readonly Queue<PendingCommit> waiting = new();
    private readonly List<PendingCommit> group = [];
    private SqliteStoreStatistics statistics = new(0, 0, 0, 0, 0, 0, TimeSpan.Zero, TimeSpan.Zero);
    private readonly TaskCompletionSource broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StoreBrokenException? cause;
    private int pagesInLog;
    private bool closing;

    public SqliteCommitQueue(SqliteWriter writer, SqliteStoreOptions options)
    {
        this.writer = writer;
        this.options = options;
        slots = new SemaphoreSlim(options.WaitingCommits);
        thread = new Thread(Work) { Name = "sqlite writer", IsBackground = true };
        thread.Start();
    }

    /// <summary>What was done so far.</summary>
    public SqliteStoreStatistics Statistics => Volatile.Read(ref statistics);

    /// <summary>Fails when the store takes no more writes in this process.</summary>
    public Task Broken => broken.Task;

    /// <summary>Takes no more writes, for the first cause that is met; reads may find one too.</summary>
    public void Break(StoreBrokenException found)
    {
        if (Interlocked.CompareExchange(ref cause, found, null) is null)
        {
            broken.TrySetException(found);
        }
    }

    /// <summary>Hands a transaction to the writer; completes when it is durable or refused.</summary>
    public async ValueTask<LocalCommitResult> CommitAsync(PendingCommit commit, CancellationToken cancellationToken)
    {
        await slots.WaitAsync(cancellationToken);
        try
        {
            lock (gate)
            {
                ObjectDisposedException.ThrowIf(closing, typeof(SqliteStore));
                waiting.Enqueue(commit);
                Monitor.Pulse(gate);
            }

            return await commit.Task;
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>Writes what waits and stops.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            closing = true;
            Monitor.Pulse(gate);
        }

        thread.Join();
        slots.Dispose();
    }

    private void Work()
    {
        while (TakeGroup())
        {
            if (Volatile.Read(ref cause) is { } found)
            {
                Fail(found);
            }
            else
            {
                Commit();
            }
        }
    }

    private bool TakeGroup()
    {
        group.Clear();
        lock (gate)
        {
            while (waiting.Count == 0)
            {
                if (closing)
                {
                    return false;
                }

                Monitor.Wait(gate);
            }

            var (changes, bytes) = (0, 0L);
            while (changes < options.GroupChanges && bytes < options.GroupBytes && waiting.TryDequeue(out var commit))
            {
                changes += commit.Changes;
                bytes += commit.Bytes;
                group.Add(commit);
            }
        }

        return true;
    }

    [SuppressMessage("Design", "CA1031", Justification = "On the writing thread: whatever goes wrong must reach the callers, or they would wait for ever.")]
    private void Commit()
    {
        try
        {
            writer.Begin();
            foreach (var commit in group)
            {
                commit.Decide(writer.Apply(commit.Batches));
            }

            var started = Stopwatch.GetTimestamp();
            writer.Commit();
            Count(Stopwatch.GetElapsedTime(started));
        }
        catch (Exception exception)
        {
            GiveUp(exception);
            return;
        }

        foreach (var commit in group)
        {
            commit.Complete();
        }

        CheckpointWhenDue();
    }

    /// <summary>Nothing of the group was acknowledged and nothing of it stays: every caller learns that it has to try again.</summary>
    private void GiveUp(Exception failure)
    {
        if (failure is StoreBrokenException found)
        {
            Break(found);
        }

        try
        {
            writer.Rollback();
        }
        catch (StorageUnavailableException exception)
        {
            // A transaction that cannot be rolled back would swallow the next group's commits.
            Break(new StoreBrokenException(options.Path, "a failed transaction could not be rolled back.", "Start the process again: what was acknowledged is recovered from the file.", exception));
        }

        Fail(failure);
    }

    private void Fail(Exception failure)
    {
        foreach (var commit in group)
        {
            commit.Fail(failure);
        }
    }

    private void Count(TimeSpan fsync)
    {
        var (commits, changes) = (0, 0);
        foreach (var commit in group)
        {
            (commits, changes) = commit.IsApplied ? (commits + 1, changes + commit.Changes) : (commits, changes);
        }

        var last = statistics;
        Volatile.Write(ref statistics, new SqliteStoreStatistics(
            last.Commits + commits,
            last.Conflicts + group.Count - commits,
            last.Changes + changes,
            last.Groups + 1,
            Math.Max(last.LargestGroup, group.Count),
            last.Checkpoints,
            last.FsyncTotal + fsync,
            fsync > last.FsyncLongest ? fsync : last.FsyncLongest));
    }

    /// <summary>
    /// Copies the log into the file after the callers were answered, so that no commit waits for it but the next group. When reads
    /// kept the log from starting over for long, the copy waits for them, or the log would grow without end.
    /// </summary>
    private void CheckpointWhenDue()
    {
        pagesInLog += writer.TakeWrittenPages();
        if (pagesInLog < options.CheckpointPages)
        {
            return;
        }

        try
        {
            writer.Checkpoint(raw.SQLITE_CHECKPOINT_RESTART);
            pagesInLog = 0;
            Volatile.Write(ref statistics, statistics with { Checkpoints = statistics.Checkpoints + 1 });
        }
        catch (StoreBrokenException found)
        {
            Break(found);
        }
        catch (StorageUnavailableException)
        {
            // The log still holds every commit, so nothing is lost; the next group tries again and reports the disk's state to its callers.
            pagesInLog = options.CheckpointPages;
        }
    }
}
