using System.Collections.Concurrent;
using System.Globalization;
using RevenueFunctions.Storage;
using SQLitePCL;

namespace RevenueFunctions.Local.Storage;

/// <summary>
/// The one writing connection. A transaction carries many callers' commits; each is checked before it writes, so that a conflict in
/// one leaves nothing behind and never touches the others.
/// </summary>
internal sealed class SqliteWriter : SqliteConnection
{
    /// <summary>Versions reserved at a time, so that a restart goes on behind every version ever given without a write a commit.</summary>
    private const long VersionBlock = 1_000_000;

    private readonly ConcurrentDictionary<string, long> tables;
    private readonly CommitMark mark;
    private readonly Dictionary<string, long> newTables = new(StringComparer.Ordinal);
    private readonly sqlite3_stmt begin;
    private readonly sqlite3_stmt commit;
    private readonly sqlite3_stmt insert;
    private readonly sqlite3_stmt put;
    private readonly sqlite3_stmt remove;
    private readonly sqlite3_stmt version;
    private long lastVersion;
    private long reservedVersion;
    private long committedReservation;

    /// <param name="options">The file and its limits; the schema must exist.</param>
    /// <param name="tables">Ids of the tables, shared with the readers; extended after the commit that creates one.</param>
    /// <param name="mark">Where it is kept how far commits are durable.</param>
    public SqliteWriter(SqliteStoreOptions options, ConcurrentDictionary<string, long> tables, CommitMark mark)
        : base(options.Path, options.WriterCacheBytes)
    {
        (this.tables, this.mark) = (tables, mark);
        try
        {
            LeaveLog(true);
            SqliteSchema.Ensure(this, options);
            foreach (var (name, id) in SqliteSchema.Tables(this))
            {
                tables[name] = id;
            }

            lastVersion = reservedVersion = committedReservation = SqliteSchema.ReservedVersion(this);
        }
        catch
        {
            Dispose();
            throw;
        }

        begin = Prepare("BEGIN IMMEDIATE");
        commit = Prepare("COMMIT");
        insert = Prepare("INSERT INTO fabric_rows (tbl, part, row, ver, val) VALUES (?1, ?2, ?3, ?4, ?5)");
        put = Prepare("INSERT OR REPLACE INTO fabric_rows (tbl, part, row, ver, val) VALUES (?1, ?2, ?3, ?4, ?5)");
        remove = Prepare("DELETE FROM fabric_rows WHERE tbl = ?1 AND part = ?2 AND row = ?3");
        version = Prepare("SELECT ver FROM fabric_rows WHERE tbl = ?1 AND part = ?2 AND row = ?3");
    }

    /// <summary>Pages this connection wrote to the log since the last call.</summary>
    public int TakeWrittenPages()
    {
        raw.sqlite3_db_status(Database, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        return pages;
    }

    public void Begin() => Run(begin);

    /// <summary>Makes everything since <see cref="Begin"/> durable.</summary>
    public void Commit()
    {
        DiskFile.LastSynced = null;
        Run(commit);
        if (DiskFile.LastSynced is { } end)
        {
            mark.TryWrite(end);
        }

        committedReservation = reservedVersion;
        foreach (var (name, id) in newTables)
        {
            tables[name] = id;
        }

        newTables.Clear();
    }

    /// <summary>Forgets everything since <see cref="Begin"/>; SQLite may have rolled back by itself when the disk failed.</summary>
    public void Rollback()
    {
        reservedVersion = committedReservation;
        newTables.Clear();
        if (raw.sqlite3_get_autocommit(Database) == 0)
        {
            Execute("ROLLBACK");
        }
    }

    /// <summary>Copies the log into the database file as far as running reads allow.</summary>
    public void Checkpoint(int mode)
    {
        var code = raw.sqlite3_wal_checkpoint_v2(Database, null, mode, out _, out _);
        if (code != raw.SQLITE_BUSY)
        {
            SqliteFailure.ThrowUnlessOk(code, Database);
        }
    }

    /// <summary>Applies a caller's batches within the open transaction: all of them, or, on a conflict, none.</summary>
    public LocalCommitResult Apply(IReadOnlyList<TableBatch> batches)
    {
        for (var batch = 0; batch < batches.Count; batch++)
        {
            if (ConditionFails(batches[batch]))
            {
                return FirstConflict(batches);
            }
        }

        var number = NextVersion();
        for (var batch = 0; batch < batches.Count; batch++)
        {
            var failed = InsertNew(batches[batch], number);
            if (failed >= 0)
            {
                Undo(batches, batch, failed);
                return new LocalCommitResult(CommitResult.Failed(CommitConflict.AlreadyExists, failed), batch);
            }
        }

        for (var batch = 0; batch < batches.Count; batch++)
        {
            ReplaceAndRemove(batches[batch], number);
        }

        return new LocalCommitResult(CommitResult.Committed(new RowVersion(number.ToString(CultureInfo.InvariantCulture))), -1);
    }

    /// <summary>True when an update or delete meets no row or another version. Inserts are proven by writing them.</summary>
    private bool ConditionFails(TableBatch batch)
    {
        var bound = false;
        for (var at = 0; at < batch.Changes.Count; at++)
        {
            var change = batch.Changes[at];
            if (change.Kind is TableChangeKind.Update or TableChangeKind.Delete)
            {
                Bind(version, batch, ref bound);
                if (ConflictOf(change) != CommitConflict.None)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The slow way, taken only when a conflict is certain: names the first change that fails, in the order of the batches.</summary>
    private LocalCommitResult FirstConflict(IReadOnlyList<TableBatch> batches)
    {
        for (var batch = 0; batch < batches.Count; batch++)
        {
            var bound = false;
            Bind(version, batches[batch], ref bound);
            for (var at = 0; at < batches[batch].Changes.Count; at++)
            {
                var conflict = ConflictOf(batches[batch].Changes[at]);
                if (conflict != CommitConflict.None)
                {
                    return new LocalCommitResult(CommitResult.Failed(conflict, at), batch);
                }
            }
        }

        throw new InvalidOperationException("A conflict was found and then not found again within one transaction.");
    }

    private CommitConflict ConflictOf(TableChange change)
    {
        if (change.Kind == TableChangeKind.Upsert)
        {
            return CommitConflict.None;
        }

        var stored = StoredVersion(change.Row);
        return change.Kind == TableChangeKind.Insert
            ? stored is null ? CommitConflict.None : CommitConflict.AlreadyExists
            : stored is null ? CommitConflict.NotFound
            : change.IfMatch == RowVersion.Any || (long.TryParse(change.IfMatch.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var expected) && expected == stored)
                ? CommitConflict.None
                : CommitConflict.VersionMismatch;
    }

    private long? StoredVersion(string row)
    {
        BindKey(version, 3, row);
        try
        {
            return Step(version) ? raw.sqlite3_column_int64(version, 0) : null;
        }
        finally
        {
            raw.sqlite3_reset(version);
        }
    }

    /// <summary>Writes the batch's inserts; the index of the first whose row exists, or -1.</summary>
    private int InsertNew(TableBatch batch, long number)
    {
        var bound = false;
        for (var at = 0; at < batch.Changes.Count; at++)
        {
            var change = batch.Changes[at];
            if (change.Kind != TableChangeKind.Insert)
            {
                continue;
            }

            Bind(insert, batch, ref bound, number);
            BindKey(insert, 3, change.Row);
            BindValue(insert, 5, change.Value.Span);
            var code = raw.sqlite3_step(insert);
            raw.sqlite3_reset(insert);
            if ((code & 0xFF) == raw.SQLITE_CONSTRAINT)
            {
                return at;
            }

            SqliteFailure.ThrowUnlessOk(code, Database);
        }

        return -1;
    }

    private void ReplaceAndRemove(TableBatch batch, long number)
    {
        var (putBound, removeBound) = (false, false);
        for (var at = 0; at < batch.Changes.Count; at++)
        {
            var change = batch.Changes[at];
            if (change.Kind == TableChangeKind.Delete)
            {
                Bind(remove, batch, ref removeBound);
                BindKey(remove, 3, change.Row);
                Run(remove);
            }
            else if (change.Kind != TableChangeKind.Insert)
            {
                Bind(put, batch, ref putBound, number);
                BindKey(put, 3, change.Row);
                BindValue(put, 5, change.Value.Span);
                Run(put);
            }
        }
    }

    /// <summary>Takes back the inserts made before the one that failed; nothing else of the commit was written yet.</summary>
    private void Undo(IReadOnlyList<TableBatch> batches, int failedBatch, int failedIndex)
    {
        for (var batch = 0; batch <= failedBatch; batch++)
        {
            var bound = false;
            var end = batch == failedBatch ? failedIndex : batches[batch].Changes.Count;
            for (var at = 0; at < end; at++)
            {
                if (batches[batch].Changes[at].Kind == TableChangeKind.Insert)
                {
                    Bind(remove, batches[batch], ref bound);
                    BindKey(remove, 3, batches[batch].Changes[at].Row);
                    Run(remove);
                }
            }
        }
    }

    /// <summary>Binds what all changes of a batch share, once a batch.</summary>
    private void Bind(sqlite3_stmt statement, TableBatch batch, ref bool bound, long number = 0)
    {
        if (bound)
        {
            return;
        }

        bound = true;
        raw.sqlite3_bind_int64(statement, 1, TableId(batch.Table));
        BindKey(statement, 2, batch.Partition);
        if (number > 0)
        {
            raw.sqlite3_bind_int64(statement, 4, number);
        }
    }

    private long TableId(string table)
    {
        if (tables.TryGetValue(table, out var id) || newTables.TryGetValue(table, out id))
        {
            return id;
        }

        id = SqliteSchema.AddTable(this, table);
        newTables[table] = id;
        return id;
    }

    private long NextVersion()
    {
        if (lastVersion == reservedVersion)
        {
            reservedVersion += VersionBlock;
            SqliteSchema.ReserveVersions(this, reservedVersion);
        }

        return ++lastVersion;
    }

    private void Run(sqlite3_stmt statement)
    {
        try
        {
            Step(statement);
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }
}
