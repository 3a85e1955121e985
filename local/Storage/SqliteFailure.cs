using RevenueFunctions.Storage;
using SQLitePCL;

namespace RevenueFunctions.Local.Storage;

/// <summary>The one place that says what a SQLite result code means.</summary>
internal static class SqliteFailure
{
    /// <summary>Throws unless the call succeeded.</summary>
    public static void ThrowUnlessOk(int code, sqlite3 database)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw From(code, database);
        }
    }

    /// <summary>
    /// The failure as the port knows it. Disk full, I/O errors, locks, read-only media and damage are an outage: nothing was
    /// acknowledged and the caller tries again later. Anything else is a bug of this store.
    /// </summary>
    public static Exception From(int code, sqlite3 database)
    {
        var extended = raw.sqlite3_extended_errcode(database);
        var message = raw.sqlite3_errmsg(database).utf8_to_string();
        return (code & 0xFF) switch
        {
            raw.SQLITE_FULL => new StorageUnavailableException($"The disk is full: nothing was stored. Free space; work goes on by itself. ({extended}: {message})"),
            raw.SQLITE_IOERR => new StorageUnavailableException($"The disk failed: nothing was stored. ({extended}: {message})"),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new StorageUnavailableException($"The database file is locked by another program. ({extended}: {message})"),
            raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_CANTOPEN =>
                new StorageUnavailableException($"The database file cannot be written. ({extended}: {message})"),
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB =>
                new StorageUnavailableException($"The database file is damaged: stop, and restore a backup of it together with its -wal file. ({extended}: {message})"),
            raw.SQLITE_NOMEM => new StorageUnavailableException($"SQLite is out of memory. ({extended}: {message})"),
            _ => new InvalidOperationException($"SQLite refused a statement. ({extended}: {message})"),
        };
    }
}
