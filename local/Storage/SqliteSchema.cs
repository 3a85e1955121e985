using System.Globalization;

namespace RevenueFunctions.Local.Storage;

/// <summary>
/// The tables of the file. One B-tree holds every row, ordered by (table, partition, row), so a range scan is sequential and rows whose
/// keys begin with a time are appended side by side. Table names are stored once; a row carries a small number.
/// </summary>
internal static class SqliteSchema
{
    /// <summary>"RvFn": tells our files from other SQLite files.</summary>
    private const int ApplicationId = 0x5276466E;

    /// <summary>2: pages carry checksums.</summary>
    private const int Version = 2;

    /// <summary>Creates the schema in a new file; checks it in an old one.</summary>
    public static void Ensure(SqliteConnection connection, SqliteStoreOptions options)
    {
        var isNew = connection.Scalar("SELECT count(*) FROM sqlite_schema") == "0";
        if (isNew)
        {
            connection.Execute(Invariant($"PRAGMA page_size = {options.PageBytes}"));
            connection.ReserveSums();
        }

        Configure(connection, options);
        if (isNew)
        {
            Create(connection);
            return;
        }

        CheckOwn(connection, options.Path);
        CheckPages(connection, options);
    }

    /// <summary>Refuses a database of another program or of another layout.</summary>
    public static void CheckOwn(SqliteConnection connection, string path)
    {
        if (connection.Scalar("PRAGMA application_id") != Invariant($"{ApplicationId}"))
        {
            throw new LocalStoreRefusedException(path, "it is a SQLite database of another program.", "Choose another path.");
        }

        if (connection.Scalar("PRAGMA user_version") is var version && version != Invariant($"{Version}"))
        {
            throw new LocalStoreRefusedException(path, $"it has layout {version}, this program knows {Version}.", "Use the program version that wrote it.");
        }
    }

    /// <summary>The ids of the tables.</summary>
    public static IEnumerable<(string Name, long Id)> Tables(SqliteConnection connection)
    {
        var names = connection.Scalar("SELECT group_concat(id || ':' || name) FROM fabric_tables");
        foreach (var entry in (names ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = entry.IndexOf(':', StringComparison.Ordinal);
            yield return (entry[(colon + 1)..], long.Parse(entry[..colon], CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Gives a table its id. Table names hold letters and digits only (TableLimits), so the text is safe to embed.</summary>
    public static long AddTable(SqliteConnection connection, string table)
    {
        connection.Execute($"INSERT INTO fabric_tables (name) VALUES ('{table}')");
        return long.Parse(connection.Scalar("SELECT last_insert_rowid()")!, CultureInfo.InvariantCulture);
    }

    /// <summary>No version up to this one may be given again.</summary>
    public static long ReservedVersion(SqliteConnection connection) =>
        long.Parse(connection.Scalar("SELECT value FROM fabric_meta WHERE name = 'reservedVersion'") ?? "0", CultureInfo.InvariantCulture);

    /// <summary>Moves the reservation up, in the transaction that first needs it.</summary>
    public static void ReserveVersions(SqliteConnection connection, long reserved) =>
        connection.Execute(Invariant($"INSERT OR REPLACE INTO fabric_meta (name, value) VALUES ('reservedVersion', {reserved})"));

    private static void Configure(SqliteConnection connection, SqliteStoreOptions options)
    {
        if (connection.Scalar("PRAGMA journal_mode = WAL") != "wal")
        {
            throw new LocalStoreRefusedException(options.Path, "its file system does not support a write-ahead log.", "Put it on a local disk.");
        }

        connection.Execute("PRAGMA synchronous = FULL");
        connection.Execute("PRAGMA wal_autocheckpoint = 0");
        connection.Execute("PRAGMA journal_size_limit = 268435456");
        if (options.MaximumFileBytes > 0)
        {
            connection.Execute(Invariant($"PRAGMA max_page_count = {Math.Max(1, options.MaximumFileBytes / options.PageBytes)}"));
        }
    }

    private static void Create(SqliteConnection connection)
    {
        connection.Execute("BEGIN IMMEDIATE");
        connection.Execute(Invariant($"PRAGMA application_id = {ApplicationId}"));
        connection.Execute(Invariant($"PRAGMA user_version = {Version}"));
        connection.Execute("CREATE TABLE fabric_meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID");
        connection.Execute("CREATE TABLE fabric_tables (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)");
        connection.Execute(
            "CREATE TABLE fabric_rows (tbl INTEGER NOT NULL, part TEXT NOT NULL, row TEXT NOT NULL, ver INTEGER NOT NULL, val BLOB NOT NULL, " +
            "PRIMARY KEY (tbl, part, row)) WITHOUT ROWID");
        connection.Execute("COMMIT");
    }

    private static void CheckPages(SqliteConnection connection, SqliteStoreOptions options)
    {
        if (new FileInfo(options.Path).Length > options.CheckedFileBytes)
        {
            return;
        }

        var finding = connection.Scalar("PRAGMA quick_check(1)");
        if (finding != "ok")
        {
            throw new LocalStoreRefusedException(
                options.Path, $"a page is damaged ({finding}).", SqliteFile.RestoreRemedy(options.Path));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
