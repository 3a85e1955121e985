using RevenueFunctions.Ledger;
using RevenueFunctions.Posting;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Unit.Posting;

/// <summary>Kills the process before and after every commit of a run with faults, starts again, and checks what must hold.</summary>
public sealed class PostingCrashTests
{
    private static readonly string[] Keys = ["invoice:a", "invoice:b", "invoice:c"];

    [Theory]
    [InlineData(null)]
    [InlineData(LedgerFaultKind.TimeoutBeforeCommit)]
    [InlineData(LedgerFaultKind.TimeoutAfterCommit)]
    [InlineData(LedgerFaultKind.Down)]
    public async Task Run_KilledAtAnyCommit_EndsWithOneDocumentForEachKeyInOrder(LedgerFaultKind? fault)
    {
        var commits = await RunAsync(fault, null, false);
        Assert.True(commits > 10, $"Only {commits} commits: nothing to cut.");
        for (var cut = 1; cut <= commits; cut++)
        {
            await RunAsync(fault, cut, false);
            await RunAsync(fault, cut, true);
        }
    }

    private static async Task<int> RunAsync(LedgerFaultKind? fault, int? cut, bool after)
    {
        var bench = new LaneBench();
        if (fault is { } kind)
        {
            bench.Faults.Add(LaneBench.Entity, new LedgerFault(kind));
        }

        bench.Store.Plan(new StoreFault(cut ?? int.MaxValue, after));
        var died = await Record.ExceptionAsync(() => WorkAsync(bench));
        Assert.True(died is null or StorageUnavailableException, $"{died}");
        Assert.Equal(cut is not null, died is not null);
        var commits = bench.Store.Commits;

        // The next process: everyone starts again from what was stored, and repeats what was never confirmed.
        bench.Store.Restore();
        await WorkAsync(bench);

        Assert.Equal(Keys, (await bench.DocumentsAsync()).Select(document => document.Entry.PostingKey));
        Assert.True((await bench.Ledger.RecountAsync(LaneBench.Entity)).IsExact);
        var balance = await bench.Ledger.TrialBalanceAsync(LaneBench.Entity, CancellationToken.None);
        Assert.Equal(0m, balance.Sum(account => account.Balance));
        var (entries, _) = await bench.Lane.EntriesAsync(LaneBench.Entity, 100, null);
        Assert.Equal([1L, 2L, 3L], entries.Select(entry => entry.Sequence));
        Assert.All(entries, entry => Assert.Equal(LaneEntryState.Posted, entry.State));
        return commits;
    }

    private static async Task WorkAsync(LaneBench bench)
    {
        foreach (var key in Keys)
        {
            await bench.Lane.EnqueueAsync(LaneBench.Entry(key), $"saga-{key}");
        }

        await bench.DrainToTheEndAsync();
    }
}
