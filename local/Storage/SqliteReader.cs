using System.Globalization;
using RevenueFunctions.Storage;
using SQLitePCL;

namespace RevenueFunctions.Local.Storage;

/// <summary>A reading connection: sees every transaction that was committed before the read began.</summary>
internal sealed class SqliteReader : SqliteConnection
{
    private readonly sqlite3_stmt get;
    private readonly sqlite3_stmt range;
    private readonly sqlite3_stmt scan;
    private readonly sqlite3_stmt begin;
    private readonly sqlite3_stmt end;
    private (long Number, RowVersion Version) lastVersion;

    public SqliteReader(string path, int cacheBytes, bool readOnly = false)
        : base(path, cacheBytes, readOnly)
    {
        Execute("PRAGMA query_only = 1");
        get = Prepare("SELECT ver, val FROM fabric_rows WHERE tbl = ?1 AND part = ?2 AND row = ?3");
        range = Prepare("SELECT row, ver, val FROM fabric_rows WHERE tbl = ?1 AND part = ?2 AND row >= ?3 AND row < ?4 ORDER BY row LIMIT ?5");
        scan = Prepare("SELECT part, row, ver, val FROM fabric_rows WHERE tbl = ?1 AND (part, row) > (?2, ?3) ORDER BY part, row");
        begin = Prepare("BEGIN");
        end = Prepare("COMMIT");
    }

    /// <summary>One row, or null.</summary>
    public TableRow? Get(long table, string partition, string row)
    {
        raw.sqlite3_bind_int64(get, 1, table);
        BindKey(get, 2, partition);
        return GetBound(partition, row);
    }

    /// <summary>Those of the rows that exist, in one consistent view.</summary>
    public List<TableRow> GetMany(long table, string partition, IEnumerable<string> ordered)
    {
        var found = new List<TableRow>();
        Run(begin);
        try
        {
            raw.sqlite3_bind_int64(get, 1, table);
            BindKey(get, 2, partition);
            foreach (var row in ordered)
            {
                if (GetBound(partition, row) is { } stored)
                {
                    found.Add(stored);
                }
            }
        }
        finally
        {
            Run(end);
        }

        return found;
    }

    /// <summary>One page of a range.</summary>
    public TablePage Query(long table, string partition, string? from, string? before, int limit)
    {
        var rows = new List<TableRow>();
        long bytes = 0;
        raw.sqlite3_bind_int64(range, 1, table);
        BindKey(range, 2, partition);
        BindKey(range, 3, from ?? string.Empty);
        BindBefore(range, 4, before);
        raw.sqlite3_bind_int64(range, 5, limit + 1);
        try
        {
            while (Step(range))
            {
                var row = raw.sqlite3_column_text(range, 0).utf8_to_string();
                if (rows.Count == limit || bytes >= TableLimits.PageBytes)
                {
                    return new TablePage(rows, row);
                }

                var value = raw.sqlite3_column_blob(range, 2).ToArray();
                bytes += value.Length;
                rows.Add(new TableRow(partition, row, value, VersionAt(range, 1)));
            }
        }
        finally
        {
            raw.sqlite3_reset(range);
        }

        return new TablePage(rows, null);
    }

    /// <summary>The next rows of a table after a position, at most a page of them; empty at the end.</summary>
    public List<TableRow> Scan(long table, string afterPartition, string afterRow)
    {
        var rows = new List<TableRow>();
        long bytes = 0;
        raw.sqlite3_bind_int64(scan, 1, table);
        BindKey(scan, 2, afterPartition);
        BindKey(scan, 3, afterRow);
        try
        {
            while (rows.Count < TableLimits.PageRows && bytes < TableLimits.PageBytes && Step(scan))
            {
                var partition = raw.sqlite3_column_text(scan, 0).utf8_to_string();
                partition = rows.Count > 0 && rows[^1].Partition == partition ? rows[^1].Partition : partition;
                var value = raw.sqlite3_column_blob(scan, 3).ToArray();
                bytes += value.Length;
                rows.Add(new TableRow(partition, raw.sqlite3_column_text(scan, 1).utf8_to_string(), value, VersionAt(scan, 2)));
            }
        }
        finally
        {
            raw.sqlite3_reset(scan);
        }

        return rows;
    }

    private TableRow? GetBound(string partition, string row)
    {
        BindKey(get, 3, row);
        try
        {
            return Step(get) ? new TableRow(partition, row, raw.sqlite3_column_blob(get, 1).ToArray(), VersionAt(get, 0)) : null;
        }
        finally
        {
            raw.sqlite3_reset(get);
        }
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

    /// <summary>Neighbouring rows mostly come from the same commit, so one string serves them all.</summary>
    private RowVersion VersionAt(sqlite3_stmt statement, int column)
    {
        var number = raw.sqlite3_column_int64(statement, column);
        if (number != lastVersion.Number)
        {
            lastVersion = (number, new RowVersion(number.ToString(CultureInfo.InvariantCulture)));
        }

        return lastVersion.Version;
    }
}
