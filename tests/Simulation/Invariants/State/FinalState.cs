using RevenueFunctions.Exceptions;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Local.Engines.Durable.History;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>
/// What a run left in the stores, read once for all invariants and past the fabric's own readers: an invoice that no index names, or a
/// number that no document bears, is here all the same.
/// </summary>
internal sealed class FinalState
{
    /// <summary>Every invoice, by id.</summary>
    public required IReadOnlyDictionary<string, InvoiceSummary> Invoices { get; init; }

    /// <summary>Every number series.</summary>
    public required IReadOnlyList<SeriesState> Series { get; init; }

    /// <summary>Every posting lane.</summary>
    public required IReadOnlyList<PostingLaneState> Lanes { get; init; }

    /// <summary>The books of every legal entity.</summary>
    public required IReadOnlyList<BooksState> Books { get; init; }

    /// <summary>Every open case, by id.</summary>
    public required IReadOnlyDictionary<string, ExceptionCase> OpenCases { get; init; }

    /// <summary>Every settled case, by id.</summary>
    public required IReadOnlyDictionary<string, ExceptionCase> SettledCases { get; init; }

    /// <summary>Every saga.</summary>
    public required IReadOnlyList<SagaRows> Sagas { get; init; }

    /// <summary>Every fence of a usage partition.</summary>
    public required IReadOnlyList<PeriodFence> Fences { get; init; }

    /// <summary>Orchestrations that have not ended, by instance id.</summary>
    public required IReadOnlyDictionary<string, InstanceRow> Active { get; init; }

    /// <summary>The messages in the queues.</summary>
    public required MessageRows Messages { get; init; }

    /// <summary>Reads it.</summary>
    /// <param name="store">The fabric's rows.</param>
    /// <param name="erp">The ERP's rows.</param>
    public static async Task<FinalState> ReadAsync(MemoryStore store, MemoryStore erp)
    {
        var open = await store.ListAsync<ExceptionCase>("exceptions", "open");
        var settled = await store.ListAsync<ExceptionCase>("exceptions", "resolved");
        return new FinalState
        {
            Invoices = await InvoicesAsync(store),
            Series = await SeriesState.ReadAsync(store),
            Lanes = await PostingLaneState.ReadAsync(store),
            Books = await BooksState.ReadAsync(erp),
            OpenCases = open.ToDictionary(one => one.Id, StringComparer.Ordinal),
            SettledCases = settled.ToDictionary(one => one.Id, StringComparer.Ordinal),
            Sagas = await SagaRows.ReadAsync(store, open.Concat(settled).DistinctBy(one => one.Id)),
            Fences = await PeriodFence.ReadAsync(store),
            Active = await ActiveAsync(store),
            Messages = await MessageRows.ReadAsync(store),
        };
    }

    /// <summary>The saga of an id, or null.</summary>
    public SagaRows? Saga(string id) => Sagas.FirstOrDefault(saga => saga.Id == id);

    /// <summary>The saga that bills an invoice's account and period, or null.</summary>
    public SagaRows? SagaOf(InvoiceSummary invoice) => Saga(RevenueFunctions.Sagas.SagaId.Of(invoice.AccountId, invoice.PeriodKey));

    /// <summary>The lane of a legal entity, or null.</summary>
    public PostingLaneState? Lane(string legalEntityId) => Lanes.FirstOrDefault(lane => lane.LegalEntityId == legalEntityId);

    /// <summary>The books of a legal entity, or null.</summary>
    public BooksState? BooksOf(string legalEntityId) => Books.FirstOrDefault(books => books.LegalEntityId == legalEntityId);

    private static async Task<Dictionary<string, InvoiceSummary>> InvoicesAsync(MemoryStore store)
    {
        var invoices = new Dictionary<string, InvoiceSummary>(StringComparer.Ordinal);
        await foreach (var row in store.ScanTableAsync("invoices"))
        {
            if (row.Row.StartsWith("head:", StringComparison.Ordinal))
            {
                var invoice = row.Read<InvoiceHead>().Summary;
                invoices.Add(invoice.Id, invoice);
            }
        }

        return invoices;
    }

    private static async Task<Dictionary<string, InstanceRow>> ActiveAsync(MemoryStore store)
    {
        var active = new Dictionary<string, InstanceRow>(StringComparer.Ordinal);
        await foreach (var row in store.ScanAsync(DurableKeys.Instances, DurableKeys.Active, RowRange.All))
        {
            var instance = HistoryJson.ReadInstance(row.Value.Span);
            active.Add(instance.Id, instance);
        }

        return active;
    }
}
