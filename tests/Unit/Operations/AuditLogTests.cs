using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Operations;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Unit.Operations;

/// <summary>The audit log grows in one chain, whoever writes and whatever fails.</summary>
public sealed class AuditLogTests
{
    private readonly FaultyStore store = new(new MemoryStore());
    private readonly VirtualClock clock = new(new DateTimeOffset(2026, 10, 1, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Append_ManyAtOnceFromTwoMachines_MakesOneChainWithoutGaps()
    {
        using var here = new AuditLog(store, clock);
        using var there = new AuditLog(store, clock);
        var appended = await Task.WhenAll(Enumerable.Range(0, 400).Select(number => Task.Run(() => (number % 2 == 0 ? here : there).AppendAsync(Intent($"r{number}")))));

        Assert.Equal(Enumerable.Range(1, 400).Select(number => (long)number), appended.Select(entry => entry.Sequence).Order());
        var whole = await AuditReading.VerifyAsync(store, null);
        Assert.Equal((null, 400L, 400), (whole.Fault, whole.Entries, whole.WithoutOutcome));
        Assert.Equal(whole.Last, await here.HeadAsync());
    }

    [Fact]
    public async Task Append_ManyAtOnce_TakesFewCommits()
    {
        using var folder = new TemporaryFolder();
        using var file = SqliteStore.Open(folder.File("audit.db"));
        using var log = new AuditLog(file, clock);
        await Task.WhenAll(Enumerable.Range(0, 500).Select(number => log.AppendAsync(Intent($"r{number}"))));
        Assert.Equal((null, 500L), ((await AuditReading.VerifyAsync(file, null)).Fault, (await log.HeadAsync())!.Sequence));
        Assert.InRange(file.Statistics.Commits, 5, 50);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task Append_OutageAtTheCommit_IsToldAndTheChainGoesOnFromWhatIsStored(bool afterCommit, int stored)
    {
        using var log = new AuditLog(store, clock);
        await log.AppendAsync(Intent("before"));
        store.Plan(new StoreFault(1, afterCommit));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => log.AppendAsync(Intent("during")));

        store.Restore();
        await log.AppendAsync(Intent("after"));
        var whole = await AuditReading.VerifyAsync(store, null);
        Assert.Equal((null, stored + 1L), (whole.Fault, whole.Entries));
    }

    [Fact]
    public async Task Append_EntryBehindTheHead_IsRefusedInsteadOfOverwritten()
    {
        using var log = new AuditLog(store, clock);
        var first = await log.AppendAsync(Intent("first"));
        await log.AppendAsync(Intent("second"));
        await store.CommitAsync(new TableBatch("audit", "log").Upsert("head", FabricJson.Bytes(first.ToHead())));

        using var restarted = new AuditLog(store, clock);
        var damaged = await Assert.ThrowsAsync<AuditLogDamagedException>(() => restarted.AppendAsync(Intent("third")));
        Assert.Contains("entry 2", damaged.Message, StringComparison.Ordinal);
        Assert.Contains("audit verify", damaged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_ConflictToldAtAnEntryBecauseAnotherInstanceMovedTheHead_GoesOnBehindIt()
    {
        using var here = new AuditLog(new LastConflicts(store), clock);
        using var there = new AuditLog(store, clock);
        await here.AppendAsync(Intent("first"));
        await there.AppendAsync(Intent("second"));

        var third = await here.AppendAsync(Intent("third"));

        Assert.Equal(3, third.Sequence);
        Assert.Equal((null, 3L), ((await AuditReading.VerifyAsync(store, null)).Fault, (await here.HeadAsync())!.Sequence));
    }

    [Fact]
    public async Task Append_WriteRepeatedBecauseItsAnswerWasLost_IsNotWrittenTwice()
    {
        using var log = new AuditLog(new OwnConflictStore(store, "audit"), clock);

        var (first, second) = (await log.AppendAsync(Intent("first")), await log.AppendAsync(Intent("second")));

        Assert.Equal((1L, 2L), (first.Sequence, second.Sequence));
        Assert.Equal((null, 2L), ((await AuditReading.VerifyAsync(store, null)).Fault, (await AuditReading.VerifyAsync(store, null)).Entries));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task List_PageByPage_ShowsEveryEntryOnce(bool newestFirst)
    {
        using var log = new AuditLog(store, clock);
        await Task.WhenAll(Enumerable.Range(0, 2345).Select(number => log.AppendAsync(Intent($"r{number}", number % 500 == 0 ? "key:rare" : "key:busy"))));
        foreach (var (filter, expected) in new[] { (new AuditFilter(), 2345), (new AuditFilter("key:rare"), 5), (new AuditFilter(Target: "v1/x/9"), 2345), (new AuditFilter(Operation: "closeperiod"), 2345), (new AuditFilter(RequestId: "r7"), 1), (new AuditFilter("key:nobody"), 0) })
        {
            foreach (var limit in new[] { 1000, 400, 1 })
            {
                if (limit == 1 && expected > 100)
                {
                    continue;
                }

                var seen = new List<long>();
                long? after = null;
                do
                {
                    var (entries, next) = await log.ListAsync(filter, newestFirst, limit, after);
                    Assert.True(entries.Count <= limit);
                    seen.AddRange(entries.Select(entry => entry.Sequence));
                    after = next;
                }
                while (after is not null);
                Assert.Equal(expected, seen.Count);
                Assert.Equal(newestFirst ? seen.OrderDescending() : seen.Order(), seen);
                Assert.Equal(expected, seen.Distinct().Count());
            }
        }
    }

    private static AuditFact Intent(string request, string subject = "key:desk") => new(AuditKind.Intent, request, subject, "ClosePeriod", "v1/x/9");

    /// <summary>Of two changes that conflict it tells the one that comes last: a service may check inserts before versions.</summary>
    private sealed class LastConflicts(ITableStore inner) : StoreInFront(inner)
    {
        private readonly ITableStore inner = inner;

        public override async ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default)
        {
            var result = await base.CommitAsync(batch, cancellationToken);
            for (var index = batch.Changes.Count - 1; !result.IsCommitted && index > result.FailedIndex; index--)
            {
                if (batch.Changes[index].Kind == TableChangeKind.Insert && await inner.GetAsync(batch.Table, batch.Partition, batch.Changes[index].Row, cancellationToken) is not null)
                {
                    return CommitResult.Failed(CommitConflict.AlreadyExists, index);
                }
            }

            return result;
        }
    }
}
