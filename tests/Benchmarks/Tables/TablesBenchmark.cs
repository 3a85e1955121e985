using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using RevenueFunctions.Functions.Storage;
using RevenueFunctions.Local.Storage.Azurite;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Benchmarks.Tables;

/// <summary>What the store over Tables costs: batches of inserts into Azurite, beside the same requests written by hand.</summary>
internal sealed class TablesBenchmark : IBenchmark
{
    private const int ValueBytes = 300;

    public string Name => "tables";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        if (AzuriteTables.WhyNot is { } reason)
        {
            return [new Figure("insert into Table storage", "rows/s", null, 0, Note: $"not measured: {reason}")];
        }

        var batches = run.IsFull ? 400 : 100;
        BenchmarkRun.Say($"{batches} batches of {TableLimits.BatchChanges} rows into Azurite, one after the other, by the store and by hand");
        await using var azurite = await AzuriteTables.StartAsync(cancellationToken: cancellationToken);
        using var store = new AzureTableStore([new TableServiceClient(azurite.ConnectionString, TableClients.Options())]);
        using var raw = new RawTables(azurite.ConnectionString);

        // Both once before: the first requests compile, and make the tables.
        await StoreAsync(store, "warm", 5, cancellationToken);
        await raw.InsertAsync("rows", "warmraw", 5, ValueBytes, cancellationToken);
        var bare = await raw.InsertAsync("rows", "raw", batches, ValueBytes, cancellationToken);
        var measured = await StoreAsync(store, "store", batches, cancellationToken);
        return
        [
            new Figure("insert into Table storage (Azurite)", "rows/s", null, measured, Peer: "the same requests by hand", PeerMeasured: bare,
                Note: $"batches of {TableLimits.BatchChanges}, values of {ValueBytes} bytes; what is measured is the emulator, what it shows is the client's part"),
        ];
    }

    private static async Task<double> StoreAsync(AzureTableStore store, string partition, int batches, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        for (var number = 0; number < batches; number++)
        {
            var batch = new TableBatch("rows", partition);
            for (var row = 0; row < TableLimits.BatchChanges; row++)
            {
                batch.Insert(string.Create(CultureInfo.InvariantCulture, $"{number:D6}:{row:D2}"), new byte[ValueBytes]);
            }

            if (await store.CommitAsync(batch, cancellationToken) is { IsCommitted: false } conflict)
            {
                throw new InvalidOperationException($"A new row was there: {conflict}.");
            }
        }

        return batches * TableLimits.BatchChanges / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
