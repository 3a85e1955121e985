using RevenueFunctions.Ledger;
using RevenueFunctions.Local.Storage;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>A legal entity's books in the ERP as they are stored.</summary>
/// <param name="LegalEntityId">Whose books.</param>
/// <param name="Last">The number allotted last.</param>
/// <param name="Documents">The documents in the order of their rows.</param>
/// <param name="Accounts">The accounts with their running sums.</param>
internal sealed record BooksState(string LegalEntityId, long Last, IReadOnlyList<LedgerEntry> Documents, IReadOnlyList<LedgerAccount> Accounts)
{
    private const string Table = "ledger";

    /// <summary>The books of every entity.</summary>
    public static async Task<IReadOnlyList<BooksState>> ReadAsync(MemoryStore erp)
    {
        var books = new List<BooksState>();
        await foreach (var partition in StoredRows.ByPartitionAsync(erp, Table))
        {
            List<LedgerEntry> documents = [.. partition.All<LedgerEntry>("entry:").Select(found => found.Document)];
            books.Add(new BooksState(
                documents.Count > 0 ? documents[0].Entry.LegalEntityId : partition.Name,
                partition.Read<LedgerHead>("head")?.Last ?? 0,
                documents,
                [.. partition.All<LedgerAccount>("account:").Select(found => found.Document)]));
        }

        return books;
    }

    /// <summary>The document under a posting key, or null.</summary>
    public LedgerEntry? Find(string postingKey) => Documents.FirstOrDefault(document => document.Entry.PostingKey == postingKey);
}
