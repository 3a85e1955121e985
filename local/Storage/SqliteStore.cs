using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Storage;

/// <summary>
/// The storage port on one SQLite file: write-ahead log, synchronous=FULL, one writing thread that groups waiting commits into one
/// fsync, and a pool of reading connections. A commit is durable when its task completes, and visible to every read that begins after.
/// </summary>
public sealed class SqliteStore : ILocalStore, IDisposable
{
    private readonly SqliteStoreOptions options;
    private readonly FileStream lockFile;
    private readonly CommitMark mark;
    private readonly ConcurrentDictionary<string, long> tables = new(StringComparer.Ordinal);
    private readonly ConcurrentStack<SqliteReader> readers = [];
    private readonly SqliteWriter writer;
    private readonly SqliteCommitQueue queue;
    private int idleReaders;
    private volatile bool disposed;

    private SqliteStore(SqliteStoreOptions options, FileStream lockFile, CommitMark mark)
    {
        this.options = options;
        this.lockFile = lockFile;
        this.mark = mark;
        writer = new SqliteWriter(options, tables, mark);
        queue = new SqliteCommitQueue(writer, options);
    }

    /// <summary>What was committed so far, in how many groups, and how long the disk took.</summary>
    public SqliteStoreStatistics Statistics => queue.Statistics;

    /// <summary>The file.</summary>
    public string Path => options.Path;

    /// <summary>Fails with a <see cref="StoreBrokenException"/> when the store takes no more writes in this process: it is to end, and to say why.</summary>
    public Task Broken => queue.Broken;

    /// <summary>Opens the file, or creates it.</summary>
    /// <exception cref="LocalStoreRefusedException">It is in use, damaged, cut short or foreign; the message says what to do.</exception>
    public static SqliteStore Open(SqliteStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var lockFile = SqliteFile.Lock(options.Path);
        try
        {
            var mark = new CommitMark(lockFile);
            SqliteFile.Check(options.Path, mark);
            return new SqliteStore(options, lockFile, mark);
        }
        catch (StorageUnavailableException exception)
        {
            lockFile.Dispose();
            throw new LocalStoreRefusedException(
                options.Path, exception.Message, $"Check the disk. {SqliteFile.RestoreRemedy(options.Path)}", exception);
        }
        catch
        {
            lockFile.Dispose();
            throw;
        }
    }

    /// <summary>Opens the file with the default settings, or creates it.</summary>
    public static SqliteStore Open(string path) => Open(new SqliteStoreOptions { Path = path });

    /// <inheritdoc/>
    public ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(tables.TryGetValue(table, out var id) ? Read(reader => reader.Get(id, partition, row)) : null);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TableRow>> GetManyAsync(
        string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        cancellationToken.ThrowIfCancellationRequested();
        IReadOnlyList<TableRow> found = tables.TryGetValue(table, out var id)
            ? Read(reader => reader.GetMany(id, partition, rows.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)))
            : [];
        return ValueTask.FromResult(found);
    }

    /// <inheritdoc/>
    public ValueTask<TablePage> QueryAsync(
        string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, TableLimits.PageRows);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(tables.TryGetValue(table, out var id)
            ? Read(reader => reader.Query(id, partition, range.Start(continuation), range.Before, limit))
            : new TablePage([], null));
    }

    /// <inheritdoc/>
    public async ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default)
    {
        TableLimits.Check(batch);
        var outcome = await queue.CommitAsync(new PendingCommit([batch]), cancellationToken);
        return outcome.Result;
    }

    /// <inheritdoc/>
    public ValueTask<LocalCommitResult> CommitAllAsync(IReadOnlyList<TableBatch> batches, CancellationToken cancellationToken = default)
    {
        LocalLimits.Check(batches);
        return queue.CommitAsync(new PendingCommit(batches), cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<TableRow> ScanTableAsync(string table, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (!tables.TryGetValue(table, out var id))
        {
            yield break;
        }

        // Page by page: one long read would keep the write-ahead log from starting over.
        var (partition, row) = (string.Empty, string.Empty);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = Read(reader => reader.Scan(id, partition, row));
            if (rows.Count == 0)
            {
                yield break;
            }

            foreach (var stored in rows)
            {
                yield return stored;
            }

            (partition, row) = (rows[^1].Partition, rows[^1].Row);
            await Task.CompletedTask;
        }
    }

    /// <summary>Writes what waits, then closes the file.</summary>
    public void Dispose()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        queue.Dispose();
        while (readers.TryPop(out var reader))
        {
            reader.Dispose();
        }

        if (!queue.Broken.IsCompleted)
        {
            // The last connection moves the log into the file and deletes it: from here on its absence says nothing.
            mark.Close();
            writer.LeaveLog(false);
        }

        writer.Dispose();
        lockFile.Dispose();
    }

    private T Read<T>(Func<SqliteReader, T> read)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (readers.TryPop(out var reader))
        {
            Interlocked.Decrement(ref idleReaders);
        }
        else
        {
            reader = new SqliteReader(options.Path, options.ReaderCacheBytes);
        }

        try
        {
            return read(reader);
        }
        catch (StoreBrokenException found)
        {
            // Damage met by a read: written on, it would spread.
            queue.Break(found);
            throw;
        }
        finally
        {
            // A stack, not a queue: the reader used last has the pages that the next read most likely needs.
            if (Interlocked.Increment(ref idleReaders) <= options.IdleReaders && !disposed)
            {
                readers.Push(reader);
            }
            else
            {
                Interlocked.Decrement(ref idleReaders);
                reader.Dispose();
            }
        }
    }
}
