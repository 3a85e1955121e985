using RevenueFunctions.Storage;
using SQLitePCL;

namespace RevenueFunctions.Local.Storage;

/// <summary>The one place that says what a SQLite result code means.</summary>
internal static class SqliteFailure
{
    /// <summary>SQLITE_IOERR_DATA: a checksum does not match.</summary>
    public const int IoErrorData = raw.SQLITE_IOERR | (32 << 8);

    /// <summary>Throws unless the call succeeded.</summary>
    public static void ThrowUnlessOk(int code, sqlite3 database)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw From(code, database);
        }
    }

    /// <summary>
    /// The failure as the port knows it. A full disk, a refused write, locks and read-only media are an outage: nothing was acknowledged,
    /// nothing of it stays, and the caller tries again later. A failed fsync and damage end the store. Anything else is a bug of this store.
    /// </summary>
    public static Exception From(int code, sqlite3 database)
    {
        var extended = raw.sqlite3_extended_errcode(database);
        var path = raw.sqlite3_db_filename(database, "main").utf8_to_string();
        var found = $"({extended}: {raw.sqlite3_errmsg(database).utf8_to_string()})";
        if (extended is raw.SQLITE_IOERR_FSYNC or raw.SQLITE_IOERR_DIR_FSYNC)
        {
            // Asked again, the system would say that all is well: it forgets the pages that it could not write.
            return new StoreBrokenException(path, $"the disk could not make a write durable {found}.", "Check the disk, then start again: what was acknowledged is recovered from the file.");
        }

        return (code & 0xFF) switch
        {
            raw.SQLITE_IOERR when extended == IoErrorData => Damaged(path, found),
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => Damaged(path, found),
            raw.SQLITE_FULL => new StorageUnavailableException($"The disk is full: nothing was stored in '{path}'. Free space there; work goes on by itself. {found}"),
            raw.SQLITE_IOERR => new StorageUnavailableException(
                $"The disk refused a read or a write of '{path}': nothing was stored. Check it for errors, a quota and a limit on the size of files; work goes on by itself. {found}"),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new StorageUnavailableException($"The database file '{path}' is locked by another program. {found}"),
            raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_CANTOPEN => new StorageUnavailableException($"The database file '{path}' cannot be written. {found}"),
            raw.SQLITE_NOMEM => new StorageUnavailableException($"SQLite is out of memory. {found}"),
            _ => new InvalidOperationException($"SQLite refused a statement. {found}"),
        };
    }

    private static StoreBrokenException Damaged(string path, string found) => new(
        path, $"the file is damaged {found}.", $"Restore a backup of it together with '{path}-wal' and '{path}.lock'; 'sqlite3 {path} .recover' saves what can be read.");
}
