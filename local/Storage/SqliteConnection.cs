using System.Text;
using SQLitePCL;

namespace RevenueFunctions.Local.Storage;

/// <summary>One connection to the database file, used by one thread at a time, and the calls that both kinds of connection share.</summary>
internal abstract class SqliteConnection : IDisposable
{
    /// <summary>U+10FFFF in UTF-8: after every key, because keys hold no surrogates.</summary>
    protected static ReadOnlySpan<byte> AfterAllKeys => [0xF4, 0x8F, 0xBF, 0xBF];

    private readonly List<sqlite3_stmt> statements = [];
    private byte[] scratch = new byte[4096];

    static SqliteConnection()
    {
        Batteries_V2.Init();
        CheckedDisk.Use();
    }

    protected SqliteConnection(string path, int cacheBytes, bool readOnly = false)
    {
        var flags = (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE) | raw.SQLITE_OPEN_NOMUTEX;
        var code = raw.sqlite3_open_v2(path, out var database, flags, CheckedDisk.Name);
        Database = database;
        try
        {
            SqliteFailure.ThrowUnlessOk(code, Database);
            raw.sqlite3_extended_result_codes(Database, 0);
            raw.sqlite3_busy_timeout(Database, 5000);
            Execute($"PRAGMA cache_size = -{cacheBytes / 1024}");
            Execute("PRAGMA mmap_size = 0");
            Execute("PRAGMA temp_store = MEMORY");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The native handle.</summary>
    protected sqlite3 Database { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in statements)
        {
            statement.Dispose();
        }

        statements.Clear();
        Database.Dispose();
    }

    /// <summary>
    /// Whether closing leaves the log as it is. Otherwise the last connection moves it into the file and deletes it: wrong for a file that is
    /// refused, which has to stay as it was found, and for one that broke.
    /// </summary>
    public void LeaveLog(bool leave)
    {
        SqliteFailure.ThrowUnlessOk(raw.sqlite3_db_config(Database, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, leave ? 1 : 0, out _), Database);
    }

    /// <summary>Keeps room for checksums in the pages of a file that is about to be made.</summary>
    public void ReserveSums() => CheckedDisk.ReserveSum(Database);

    /// <summary>Runs a statement that answers no row.</summary>
    public void Execute(string sql)
    {
        var code = raw.sqlite3_exec(Database, sql);
        SqliteFailure.ThrowUnlessOk(code, Database);
    }

    /// <summary>The first column of the first row, or null.</summary>
    public string? Scalar(string sql)
    {
        using var statement = Compile(sql);
        return Step(statement) ? raw.sqlite3_column_text(statement, 0).utf8_to_string() : null;
    }

    /// <summary>Compiles a statement that lives as long as the connection.</summary>
    protected sqlite3_stmt Prepare(string sql)
    {
        var statement = Compile(sql);
        statements.Add(statement);
        return statement;
    }

    /// <summary>Advances the statement; true when it stands on a row.</summary>
    protected bool Step(sqlite3_stmt statement)
    {
        var code = raw.sqlite3_step(statement);
        SqliteFailure.ThrowUnlessOk(code, Database);
        return code == raw.SQLITE_ROW;
    }

    /// <summary>Binds a key without allocating.</summary>
    protected void BindKey(sqlite3_stmt statement, int index, string key)
    {
        var most = Encoding.UTF8.GetMaxByteCount(key.Length);
        if (scratch.Length < most)
        {
            scratch = new byte[most];
        }

        raw.sqlite3_bind_text(statement, index, scratch.AsSpan(0, Encoding.UTF8.GetBytes(key, scratch)));
    }

    /// <summary>Binds the exclusive end of a range; null is after all keys.</summary>
    protected void BindBefore(sqlite3_stmt statement, int index, string? before)
    {
        if (before is null)
        {
            raw.sqlite3_bind_text(statement, index, AfterAllKeys);
        }
        else
        {
            // The key after a prefix may end in a surrogate (U+D7FF + 1), which has no UTF-8. No key holds one, so U+E000 means the same.
            BindKey(statement, index, char.IsSurrogate(before[^1]) ? string.Concat(before.AsSpan(0, before.Length - 1), "\uE000") : before);
        }
    }

    /// <summary>Binds a value; an empty one stays an empty value, never NULL.</summary>
    protected static void BindValue(sqlite3_stmt statement, int index, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            raw.sqlite3_bind_zeroblob(statement, index, 0);
        }
        else
        {
            raw.sqlite3_bind_blob(statement, index, value);
        }
    }

    private sqlite3_stmt Compile(string sql)
    {
        var code = raw.sqlite3_prepare_v3(Database, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement);
        SqliteFailure.ThrowUnlessOk(code, Database);
        return statement;
    }
}
