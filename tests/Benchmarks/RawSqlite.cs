using System.Diagnostics;
using Microsoft.Data.Sqlite;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Benchmarks;

/// <summary>The peer of the ingest figures: the same rows, inserted by plain ADO.NET into one table, 5,000 a transaction, made durable.</summary>
internal static class RawSqlite
{
    private const int RowsATransaction = 5_000;

    /// <summary>Rows a second.</summary>
    public static double InsertRate(string path, IReadOnlyList<TableRow> rows)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;");
        Execute(connection, "CREATE TABLE rows (partition TEXT NOT NULL, row TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (partition, row)) WITHOUT ROWID;");
        var start = Stopwatch.GetTimestamp();
        foreach (var chunk in rows.Chunk(RowsATransaction))
        {
            Insert(connection, chunk);
        }

        return rows.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Insert(SqliteConnection connection, TableRow[] rows)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT INTO rows (partition, row, value) VALUES ($partition, $row, $value)";
        var partition = command.Parameters.Add("$partition", SqliteType.Text);
        var key = command.Parameters.Add("$row", SqliteType.Text);
        var value = command.Parameters.Add("$value", SqliteType.Blob);
        command.Prepare();
        foreach (var row in rows)
        {
            partition.Value = row.Partition;
            key.Value = row.Row;
            value.Value = row.Value.ToArray();
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
