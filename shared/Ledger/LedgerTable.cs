using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Posting;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Ledger;

/// <summary>
/// The rows of the books, one partition for each legal entity: the head (next number), one row for each account with its running sums,
/// one for each document, one for each posting key. A document changes all of them in one atomic batch.
/// </summary>
internal sealed class LedgerTable(ITableStore store)
{
    private const string Table = "ledger";
    private const string HeadRow = "head";

    /// <summary>Accounts that one document may touch: a batch of 100 changes less head, document and key.</summary>
    public const int AccountsPerEntry = TableLimits.BatchChanges - 3;

    public async Task<LedgerEntry?> FindAsync(string legalEntityId, string postingKey, CancellationToken cancellationToken)
    {
        var key = await store.ReadAsync<LedgerKey>(Table, TableKey.Escape(legalEntityId), KeyRow(postingKey), cancellationToken);
        return key is null ? null : await ReadAsync(legalEntityId, key.Number, cancellationToken);
    }

    public async Task<LedgerEntry?> ReadAsync(string legalEntityId, long number, CancellationToken cancellationToken) =>
        await store.ReadAsync<LedgerEntry>(Table, TableKey.Escape(legalEntityId), EntryRow(number), cancellationToken);

    public Task<List<LedgerAccount>> AccountsAsync(string legalEntityId, CancellationToken cancellationToken) =>
        store.ListAsync<LedgerAccount>(Table, TableKey.Escape(legalEntityId), RowRange.Prefix("account:"), cancellationToken);

    public async Task<(IReadOnlyList<LedgerEntry> Entries, bool More)> EntriesAsync(
        string legalEntityId, long after, int limit, CancellationToken cancellationToken)
    {
        var range = new RowRange(EntryRow(after + 1), RowRange.Prefix("entry:").Before);
        var page = await store.QueryAsync(Table, TableKey.Escape(legalEntityId), range, limit, null, cancellationToken);
        return ([.. page.Rows.Select(row => row.Read<LedgerEntry>())], page.Continuation is not null);
    }

    /// <summary>The head and the rows of the accounts that the entry touches, with their versions.</summary>
    public async Task<LedgerRows> ReadForAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        string[] names = [HeadRow, .. entry.Lines.Select(line => AccountRow(line.Account)).Distinct(StringComparer.Ordinal)];
        var rows = await store.GetManyAsync(Table, TableKey.Escape(entry.LegalEntityId), names, cancellationToken);
        return new LedgerRows(rows.ToDictionary(row => row.Row, StringComparer.Ordinal));
    }

    public async Task<bool> AppendAsync(LedgerRows rows, LedgerEntry document, IReadOnlyCollection<LedgerAccount> accounts, CancellationToken cancellationToken)
    {
        var batch = new TableBatch(Table, TableKey.Escape(document.Entry.LegalEntityId));
        Put(batch, rows, HeadRow, rows.Head with { Last = document.Number });
        batch.Insert(EntryRow(document.Number), FabricJson.Bytes(document));
        batch.Insert(KeyRow(document.Entry.PostingKey), FabricJson.Bytes(new LedgerKey(document.Entry.PostingKey, document.Number)));
        foreach (var account in accounts)
        {
            Put(batch, rows, AccountRow(account.Code), account);
        }

        return (await store.CommitAsync(batch, cancellationToken)).IsCommitted;
    }

    /// <summary>Sets the first open day. False when a document was booked in between: look again.</summary>
    public async Task<bool> TryOpenFromAsync(string legalEntityId, DateOnly? openFrom, CancellationToken cancellationToken)
    {
        var row = await store.GetAsync(Table, TableKey.Escape(legalEntityId), HeadRow, cancellationToken);
        var batch = new TableBatch(Table, TableKey.Escape(legalEntityId));
        var head = FabricJson.Bytes((row?.Read<LedgerHead>() ?? new LedgerHead(0)) with { OpenFrom = openFrom });
        return (await store.CommitAsync(row is null ? batch.Insert(HeadRow, head) : batch.Update(HeadRow, head, row.Version), cancellationToken)).IsCommitted;
    }

    public async Task<long> LastNumberAsync(string legalEntityId, CancellationToken cancellationToken) =>
        (await store.ReadAsync<LedgerHead>(Table, TableKey.Escape(legalEntityId), HeadRow, cancellationToken))?.Last ?? 0;

    public static string ReferenceOf(string legalEntityId, long number) => string.Create(CultureInfo.InvariantCulture, $"{legalEntityId}-{number:D9}");

    private static void Put<T>(TableBatch batch, LedgerRows rows, string row, T document)
    {
        if (rows.Find(row) is { } standing)
        {
            batch.Update(row, FabricJson.Bytes(document), standing.Version);
        }
        else
        {
            batch.Insert(row, FabricJson.Bytes(document));
        }
    }

    private static string EntryRow(long number) => $"entry:{TableKey.Number(number)}";

    private static string AccountRow(string code) => $"account:{TableKey.Escape(code)}";

    private static string KeyRow(string postingKey) => $"key:{TableKey.Escape(postingKey)}";

    /// <summary>Rows as they were read before a document is booked.</summary>
    internal sealed class LedgerRows(Dictionary<string, TableRow> rows)
    {
        public LedgerHead Head => Find(HeadRow)?.Read<LedgerHead>() ?? new LedgerHead(0);

        public TableRow? Find(string row) => rows.GetValueOrDefault(row);

        public LedgerAccount? Account(string code) => Find(AccountRow(code))?.Read<LedgerAccount>();
    }
}

/// <summary>The number allotted last in an entity's books, and the first day on which anything may be booked.</summary>
internal sealed record LedgerHead(long Last, DateOnly? OpenFrom = null);

/// <summary>Which document a posting key has.</summary>
internal sealed record LedgerKey(string PostingKey, long Number);

/// <summary>An account and its running sums over all documents.</summary>
internal sealed record LedgerAccount(
    string Code, string Name, string Currency, decimal Debit, decimal Credit, long Lines, ImmutableSortedDictionary<string, decimal>? Foreign = null);
