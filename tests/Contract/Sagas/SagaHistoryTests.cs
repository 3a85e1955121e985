using System.Runtime.CompilerServices;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Ledger;
using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Local.Engines.Durable.History;
using RevenueFunctions.Local.Storage;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>
/// Replays recorded histories of version 1.0 against the orchestrator as it is now. A difference means that sagas which run during a
/// deployment would break: branch on the context's version and keep the old path. Only then record anew.
/// </summary>
public sealed class SagaHistoryTests
{
    [Theory]
    [InlineData("clean")]
    [InlineData("ledger-away")]
    [InlineData("compensated")]
    public void Replay_RecordedHistory_DecidesTheSame(string name) =>
        Assert.Null(HistoryReplay.FindMismatch(File.ReadAllText(PathOf(name)), async context => await InvoiceSaga.Run(context)));

    [Fact]
    public void Replay_HistoryOfAnotherOrder_IsNoticed()
    {
        var history = File.ReadAllText(PathOf("clean")).Replace(nameof(InvoiceActivities.RateUsage), nameof(InvoiceActivities.IssueInvoice), StringComparison.Ordinal);

        Assert.NotNull(HistoryReplay.FindMismatch(history, async context => await InvoiceSaga.Run(context)));
    }

    [Fact(Explicit = true)]
    public async Task Record_Histories()
    {
        await RecordAsync("clean", _ => { }, null);
        await RecordAsync("ledger-away", bench => bench.Get<LedgerFaults>().Add("de01", new LedgerFault(LedgerFaultKind.Down), 3), null);
        await RecordAsync("compensated", bench => bench.Get<LedgerFaults>().Add("de01", new LedgerFault(LedgerFaultKind.Reject)), ResolveAction.Abort);
    }

    private static async Task RecordAsync(string name, Action<FabricBench> arrange, ResolveAction? answer)
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore());
        await bench.LoadAsync(FabricBench.Catalog(onRejected: Catalog.RejectedPostingPolicy.Skip));
        await bench.IngestAsync(4);
        arrange(bench);
        await bench.CloseAsync();
        if (answer is { } given)
        {
            await bench.ResolveAsync((await bench.RunToQuestionAsync()).Id, given);
        }

        await bench.RunToTheEndAsync();
        await File.WriteAllTextAsync(PathOf(name), HistoryJson.Write(await bench.Get<DurableEngine>().ReadHistoryAsync(FabricBench.SagaId)));
    }

    private static string PathOf(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Histories", $"invoice-saga-1.0-{name}.json");
}
