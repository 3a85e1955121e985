using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Local.Engines.Durable.History;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Durable;

/// <summary>Kills the engine at every commit of a saga with everything in it, and lets the next process go on from the store.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("durable-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Crash_AtAnyCommit_ChangesNothingInTheEnd(bool afterCommit)
    {
        var calm = new CrashingStore(new MemoryStore(), crashAt: 0, afterCommit);
        var expected = await RunAsync(NewBench(calm));
        Assert.Equal("\"rated,child,issued,go\"", expected.Output);
        Assert.Equal("[1,2,4]", expected.Tally);

        for (var crashAt = 1; crashAt <= calm.Commits; crashAt++)
        {
            var bench = NewBench(new CrashingStore(new MemoryStore(), crashAt, afterCommit));
            var outcome = await RunAsync(bench);
            Assert.True(expected == outcome, $"Crash {(afterCommit ? "after" : "before")} commit {crashAt}: {outcome}");
            Assert.Equal(["child-step", "issue", "rate"], bench.App.Ran.Select(ran => ran.Split('(')[0]).Distinct().Order());
            Assert.Equal(0, await bench.Store.ScanTableAsync(DurableKeys.Inbox).CountAsync());
        }
    }

    [Fact]
    public async Task Crash_OverSqlite_GoesOnFromTheFile()
    {
        foreach (var crashAt in new[] { 4, 9, 13 })
        {
            using var file = SqliteStore.Open(Path.Combine(folder, $"crash{crashAt}.db"));
            var outcome = await RunAsync(NewBench(new CrashingStore(file, crashAt, afterCommit: true)));

            Assert.Equal(("\"rated,child,issued,go\"", "[1,2,4]"), outcome);
        }
    }

    [Fact]
    public async Task StoreOutage_DelaysTheEpisodeAndLosesNothing()
    {
        var store = new OutageStore(new MemoryStore());
        var bench = NewBench(store);
        await bench.StartAsync("tally", Array.Empty<int>(), "tally");
        await bench.StartAsync("saga", id: "saga");
        store.IsDown = true;
        await bench.StepAsync();
        Assert.NotNull(bench.Engine.NextDue);
        store.IsDown = false;
        await bench.RunAsync();
        await bench.Client.RaiseEventAsync("saga", "go", "go");
        await bench.RunAsync();

        Assert.Equal("\"rated,child,issued,go\"", (await bench.StateAsync("saga")).Output);
    }

    private static DurableBench NewBench(ILocalStore store)
    {
        var issues = 0;
        return new DurableBench(store)
            .Activity("rate", _ => "rated")
            .Activity("child-step", _ => "child")
            .Activity("issue", _ => issues++ == 0 ? throw new TimeoutException("once") : "issued")
            .Orchestrator("child", async context => await context.CallActivityAsync<string>("child-step"))
            .Orchestrator("tally", async context =>
            {
                int[] sum = [.. context.GetInput<int[]>()!, await context.WaitForExternalEvent<int>("n")];
                if (sum.Length < 3)
                {
                    context.ContinueAsNew(sum);
                }

                return sum;
            })
            .Orchestrator("saga", async context =>
            {
                var rated = await context.CallActivityAsync<string>("rate");
                context.SendEvent("tally", "n", 1);
                var child = await context.CallSubOrchestratorAsync<string>("child");
                context.SendEvent("tally", "n", 2);
                await context.CreateTimer(TimeSpan.FromMinutes(10), CancellationToken.None);
                var issued = await context.CallActivityAsync<string>("issue", options: TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(5))));
                var go = await context.WaitForExternalEvent<string>("go");
                context.SendEvent("tally", "n", 4);
                return $"{rated},{child},{issued},{go}";
            });
    }

    private static async Task<(string? Output, string? Tally)> RunAsync(DurableBench bench)
    {
        await SurviveAsync(bench, () => StartOnceAsync(bench, "tally", Array.Empty<int>()));
        await SurviveAsync(bench, () => StartOnceAsync(bench, "saga", null));
        await SurviveAsync(bench, bench.RunAsync);
        await SurviveAsync(bench, () => bench.Client.RaiseEventAsync("saga", "go", "go"));
        await SurviveAsync(bench, bench.RunAsync);
        return ((await bench.StateAsync("saga")).Output, (await bench.StateAsync("tally")).Output);
    }

    /// <summary>A caller whose answer was lost asks again; the id makes the second start harmless.</summary>
    private static async Task StartOnceAsync(DurableBench bench, string name, object? input)
    {
        try
        {
            await bench.StartAsync(name, input, name);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            Assert.NotNull(await bench.Engine.FindAsync(name));
        }
    }

    private static async Task SurviveAsync(DurableBench bench, Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (CrashException)
        {
            await bench.RestartAsync(((CrashingStore)bench.Store).Inner);
            await step();
        }
    }

    private sealed class OutageStore(ILocalStore inner) : ILocalStore
    {
        public bool IsDown { get; set; }

        public ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default) =>
            inner.GetAsync(table, partition, row, cancellationToken);

        public ValueTask<IReadOnlyList<TableRow>> GetManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancellationToken = default) =>
            inner.GetManyAsync(table, partition, rows, cancellationToken);

        public ValueTask<TablePage> QueryAsync(
            string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default) =>
            inner.QueryAsync(table, partition, range, limit, continuation, cancellationToken);

        public ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default) => inner.CommitAsync(batch, cancellationToken);

        public ValueTask<LocalCommitResult> CommitAllAsync(IReadOnlyList<TableBatch> batches, CancellationToken cancellationToken = default) =>
            IsDown ? throw new StorageUnavailableException("down") : inner.CommitAllAsync(batches, cancellationToken);

        public IAsyncEnumerable<TableRow> ScanTableAsync(string table, CancellationToken cancellationToken = default) => inner.ScanTableAsync(table, cancellationToken);
    }
}
