using System.Collections.Frozen;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Storage;

/// <summary>
/// A database file as it is at one moment, read and never written: also while a host works on it, and by somebody who may only read it.
/// </summary>
public sealed class SqliteArchive : ITableStore, IDisposable
{
    private const int CacheBytes = 4 * 1024 * 1024;
    private readonly SqliteReader reader;
    private readonly FrozenDictionary<string, long> tables;

    private SqliteArchive(SqliteReader reader)
    {
        this.reader = reader;

        // One transaction for as long as the archive is open: everything is read from one moment.
        reader.Execute("BEGIN");
        tables = SqliteSchema.Tables(reader).ToFrozenDictionary(table => table.Name, table => table.Id, StringComparer.Ordinal);
    }

    /// <summary>Opens a file that exists.</summary>
    /// <exception cref="LocalStoreRefusedException">It is missing, damaged, cut short or foreign; the message says what to do.</exception>
    public static SqliteArchive Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new LocalStoreRefusedException(path, "there is no such file.", "Name the file with --data.");
        }

        SqliteFile.CheckHeader(path);
        try
        {
            var reader = new SqliteReader(path, CacheBytes, readOnly: true);
            try
            {
                SqliteSchema.CheckOwn(reader, path);
                return new SqliteArchive(reader);
            }
            catch
            {
                reader.Dispose();
                throw;
            }
        }
        catch (StorageUnavailableException unreadable)
        {
            throw new LocalStoreRefusedException(path, unreadable.Message, "Copy the file together with its -wal file to a folder where you may write, and name the copy.", unreadable);
        }
    }

    /// <inheritdoc/>
    public ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(tables.TryGetValue(table, out var id) ? reader.Get(id, partition, row) : null);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TableRow>> GetManyAsync(
        string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancellationToken = default)
    {
        var found = new List<TableRow>();
        foreach (var row in rows.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (await GetAsync(table, partition, row, cancellationToken) is { } one)
            {
                found.Add(one);
            }
        }

        return found;
    }

    /// <inheritdoc/>
    public ValueTask<TablePage> QueryAsync(
        string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(tables.TryGetValue(table, out var id) ? reader.Query(id, partition, range.Start(continuation), range.Before, limit) : new TablePage([], null));

    /// <summary>Refuses: an archive is only read.</summary>
    public ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("An archive is only read.");

    /// <inheritdoc/>
    public void Dispose() => reader.Dispose();
}
