using RevenueFunctions.Invoicing;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>A number series as it is stored.</summary>
/// <param name="Name">Legal entity and kind of document, as the partition is called.</param>
/// <param name="Last">The counter; 0 without one.</param>
/// <param name="Numbers">The numbers in the order of their rows.</param>
/// <param name="Claims">The number that each document claimed; null for a document closed to numbering.</param>
internal sealed record SeriesState(string Name, long Last, IReadOnlyList<DocumentNumber> Numbers, IReadOnlyDictionary<string, DocumentNumber?> Claims)
{
    private const string Table = "invoicenumbers";

    /// <summary>True for credit notes.</summary>
    public bool IsOfCreditNotes => Name.EndsWith(":creditnotes", StringComparison.Ordinal);

    /// <summary>Every series in the store.</summary>
    public static async Task<IReadOnlyList<SeriesState>> ReadAsync(MemoryStore store)
    {
        var series = new List<SeriesState>();
        await foreach (var partition in StoredRows.ByPartitionAsync(store, Table))
        {
            series.Add(new SeriesState(
                partition.Name,
                partition.Read<CounterRow>("counter")?.Last ?? 0,
                [.. partition.All<DocumentNumber>("number:").Select(found => found.Document)],
                partition.All<ClaimRow>("document:").ToDictionary(found => found.Row, found => found.Document.Number, StringComparer.Ordinal)));
        }

        return series;
    }

    private sealed record CounterRow(long Last, DateTimeOffset LastAt);

    private sealed record ClaimRow(DocumentNumber? Number = null);
}
