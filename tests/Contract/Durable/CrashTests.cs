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
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Crash_AtAnyCommit_ChangesNothingInTheEnd(bool afterCommit)
    {
        var calm = new FaultyStore(new MemoryStore());
        var expected = await RunAsync(NewBench(calm));
        Assert.Equal("\"rated,child,issued,go\"", expected.Output);
        Assert.Equal("[1,2,4]", expected.Tally);

        for (var crashAt = 1; crashAt <= calm.Commits; crashAt++)
        {
            var bench = NewBench(new FaultyStore(new MemoryStore(), StoreFault.Kill(crashAt, afterCommit)));
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
            using var file = SqliteStore.Open(folder.File($"crash{crashAt}.db"));
            var outcome = await RunAsync(NewBench(new FaultyStore(file, StoreFault.Kill(crashAt, afterCommit: true))));

            Assert.Equal(("\"rated,child,issued,go\"", "[1,2,4]"), outcome);
        }
    }

    [Fact]
    public async Task StoreOutage_DelaysTheEpisodeAndLosesNothing()
    {
        var store = new FaultyStore(new MemoryStore());
        var bench = NewBench(store);
        await bench.StartAsync("tally", Array.Empty<int>(), "tally");
        await bench.StartAsync("saga", id: "saga");
        store.RefusesWrites = true;
        await bench.StepAsync();
        Assert.NotNull(bench.Engine.NextDue);
        store.RefusesWrites = false;
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
        catch (ProcessKilledException)
        {
            await bench.RestartAsync(((FaultyStore)bench.Store).Inner);
            await step();
        }
    }
}
