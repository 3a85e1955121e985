using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Simulation.PlantedBugs;

/// <summary>Mistakes in giving documents their numbers.</summary>
internal static class NumberBugs
{
    private const string Table = "invoicenumbers";

    /// <summary>A number is allotted before anybody looks whether the document has one.</summary>
    public static void AllottedBeforeTheIdempotencyCheck(IServiceCollection services) => services.Alter<ITableStore>((_, store) => new AlteredStore(store)
    {
        OnGet = (table, row) => table == Table && IsClaim(row.Row) ? null : row,
        OnCommit = batch => batch.Table == Table && batch.Changes.Count > 1 ? batch.With(change => IsClaim(change.Row) ? change.Unconditional() : change) : batch,
    });

    /// <summary>A document is dated by the worker's own clock, whatever the one before it says.</summary>
    public static void DatedByTheWorkersClock(IServiceCollection services) => services.Alter<ITableStore>((_, store) => new AlteredStore(store)
    {
        OnGet = (table, row) => table == Table && row.Row == "counter"
            ? row with { Value = FabricJson.Bytes(row.Read<CounterRow>() with { LastAt = DateTimeOffset.UnixEpoch }) }
            : row,
    });

    private static bool IsClaim(string row) => row.StartsWith("document:", StringComparison.Ordinal);

    private sealed record CounterRow(long Last, DateTimeOffset LastAt);
}
