using RevenueFunctions.Catalog;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Ledger;
using RevenueFunctions.Posting;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Unit.Posting.Standing;

public sealed class StandingEntriesTests
{
    private const string Key = "creditnote:DE-CN-000001";

    private readonly LaneBench bench = new();

    [Fact]
    public async Task Record_NewKey_IsQueuedAndItsOutcomeIsReadByTheKey()
    {
        var recorded = Assert.IsType<StandingOutcome.Queued>(await bench.Standing.RecordAsync(LaneBench.Entry(Key)));
        Assert.Equal(LaneEntryState.Waiting, recorded.Posting.Lane?.State);

        await bench.DrainAsync();

        var posting = await bench.Standing.FindAsync(LaneBench.Entity, Key);
        Assert.True(posting is { IsPosted: true, Reference: "de01-000000001" }, $"{posting}");
        Assert.Null(await bench.Standing.FindAsync(LaneBench.Entity, "creditnote:other"));
    }

    [Fact]
    public async Task Record_SameAgain_IsOneEntryAndAnswersHowFarItHasCome()
    {
        await bench.Standing.RecordAsync(LaneBench.Entry(Key, 100m));
        await bench.DrainAsync();

        var again = Assert.IsType<StandingOutcome.Queued>(await bench.Standing.RecordAsync(LaneBench.Entry(Key, 100.00m)));

        Assert.True(again.Posting.IsPosted);
        Assert.Single(await bench.DocumentsAsync());
        Assert.Equal(0, await bench.Standing.SweepAsync());
    }

    [Fact]
    public async Task Record_OtherContentUnderTheKey_IsRefusedAndRaisesACase()
    {
        await bench.Standing.RecordAsync(LaneBench.Entry(Key, 100m));

        var other = Assert.IsType<StandingOutcome.Conflicting>(await bench.Standing.RecordAsync(LaneBench.Entry(Key, 99m)));

        Assert.Equal(100m, other.Posting.Standing.Entry.TotalDebit);
        Assert.Equal("posting-key-conflict", Assert.Single((await bench.Exceptions.ListAsync(ExceptionState.Open, 10, null)).Cases).Code);
    }

    [Fact]
    public async Task Record_KilledAtAnyCommit_TheSweepQueuesItOnce()
    {
        var commits = await KillAsync(null, false);
        Assert.True(commits > 2, $"Only {commits} commits: nothing to cut.");
        for (var cut = 1; cut <= commits; cut++)
        {
            await KillAsync(cut, false);
            await KillAsync(cut, true);
        }
    }

    [Fact]
    public async Task Retry_AnEntryThatWasSetAside_IsQueuedAgainAndPosted()
    {
        bench.LegalEntity = bench.LegalEntity with { OnRejected = RejectedPostingPolicy.Skip };
        bench.Faults.Add(LaneBench.Entity, new LedgerFault(LedgerFaultKind.Reject));
        await bench.Standing.RecordAsync(LaneBench.Entry(Key));
        await bench.DrainAsync();
        Assert.True((await bench.Standing.FindAsync(LaneBench.Entity, Key))!.IsSetAside);
        Assert.Equal("scripted-rejection", Assert.Single((await bench.Exceptions.ListAsync(ExceptionState.Open, 10, null)).Cases).Code);

        Assert.True(await bench.Standing.RetryAsync(LaneBench.Entity, Key));
        Assert.False(await bench.Standing.RetryAsync(LaneBench.Entity, Key));
        await bench.DrainAsync();

        Assert.True((await bench.Standing.FindAsync(LaneBench.Entity, Key))!.IsPosted);
        Assert.Empty((await bench.Exceptions.ListAsync(ExceptionState.Open, 10, null)).Cases);
    }

    [Fact]
    public async Task List_ByPrefix_AnswersThatKindOnly()
    {
        await bench.Standing.RecordAsync(LaneBench.Entry("recognition:de01:202611:1"));
        await bench.Standing.RecordAsync(LaneBench.Entry(Key));

        var (entries, _) = await bench.Standing.ListAsync(LaneBench.Entity, "recognition:", 10, null);

        Assert.Equal("recognition:de01:202611:1", Assert.Single(entries).Entry.PostingKey);
        Assert.Equal(2, (await bench.Standing.ListAsync(LaneBench.Entity, string.Empty, 10, null)).Entries.Count);
    }

    private static async Task<int> KillAsync(int? cut, bool after)
    {
        var bench = new LaneBench();
        bench.Store.Plan(new StoreFault(cut ?? int.MaxValue, after));
        var died = await Record.ExceptionAsync(() => bench.Standing.RecordAsync(LaneBench.Entry(Key)));
        Assert.True(died is null or StorageUnavailableException, $"{died}");
        var commits = bench.Store.Commits;
        bench.Store.Restore();

        // What was stored is posted without anybody asking again; what was not is stored by the repeat.
        var stored = await bench.Standing.FindAsync(LaneBench.Entity, Key) is not null;
        await bench.Standing.SweepAsync();
        await bench.DrainToTheEndAsync();
        Assert.Equal(stored ? 1 : 0, (await bench.DocumentsAsync()).Length);
        await bench.Standing.RecordAsync(LaneBench.Entry(Key));
        await bench.DrainToTheEndAsync();
        Assert.Single(await bench.DocumentsAsync());
        Assert.Equal(0, await bench.Standing.SweepAsync());
        return commits;
    }
}
