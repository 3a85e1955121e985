using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Local.Engines.Durable.History;

namespace RevenueFunctions.Tests.Contract.Durable;

public class InstanceTests
{
    [Fact]
    public async Task Start_OfARunningId_IsRefusedAndOfAnEndedOneAccepted()
    {
        var bench = new DurableBench().Orchestrator("waits", async context => await context.WaitForExternalEvent<string>("go"));

        await bench.StartAsync("waits", id: "saga:1");
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => bench.StartAsync("waits", id: "saga:1"));
        await bench.StepAsync();
        await bench.Client.RaiseEventAsync("saga:1", "go", "first");
        await bench.StepAsync();
        await bench.StartAsync("waits", id: "saga:1");
        await bench.StepAsync();
        await bench.Client.RaiseEventAsync("saga:1", "go", "second");
        await bench.StepAsync();

        Assert.Equal("\"second\"", (await bench.StateAsync("saga:1")).Output);
    }

    [Fact]
    public async Task Start_WithDedupeStatuses_RefusesThoseAndReplacesTheOthers()
    {
        var bench = new DurableBench()
            .Orchestrator("ends", _ => Task.FromResult<object?>("done"))
            .Orchestrator("waits", async context => await context.WaitForExternalEvent<string>("go"));
        var dedupeCompleted = new StartOrchestrationOptions("a").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);

        await bench.StartAsync("ends", id: "a");
        await bench.StepAsync();
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => bench.Client.ScheduleNewOrchestrationInstanceAsync("ends", dedupeCompleted));

        await bench.StartAsync("waits", id: "b");
        await bench.StepAsync();
        var replacing = bench.Client.ScheduleNewOrchestrationInstanceAsync("ends", new StartOrchestrationOptions("b") { DedupeStatuses = [] });
        while (!replacing.IsCompleted)
        {
            await bench.StepAsync();
            await Task.Yield();
        }

        Assert.Equal("b", await replacing);
        await bench.StepAsync();
        Assert.Equal("\"done\"", (await bench.StateAsync("b")).Output);
    }

    [Fact]
    public async Task Start_OfAnUnknownOrchestrator_IsRefused()
    {
        var bench = new DurableBench();

        await Assert.ThrowsAsync<ArgumentException>(() => bench.StartAsync("nothing"));
        Assert.Null(await bench.Engine.FindAsync("id1"));
    }

    [Fact]
    public async Task StartAt_BeginsAtItsTime()
    {
        var bench = new DurableBench().Orchestrator("when", context => Task.FromResult<object?>(context.CurrentUtcDateTime));

        var id = await bench.Client.ScheduleNewOrchestrationInstanceAsync("when", new StartOrchestrationOptions("later", DurableBench.Begin.AddHours(2)));
        await bench.StepAsync();
        Assert.Equal(InstanceStatus.Pending, (await bench.StateAsync(id)).Status);
        await bench.RestartAsync();
        await bench.RunAsync();

        Assert.Equal("\"2026-10-01T02:00:00Z\"", (await bench.StateAsync(id)).Output);
    }

    [Fact]
    public async Task SubOrchestration_ReturnsAndFailsIntoItsParent()
    {
        var bench = new DurableBench()
            .Activity("bad", _ => throw new ArgumentException("boom"))
            .Orchestrator("good", context => Task.FromResult<object?>(context.Parent!.InstanceId))
            .Orchestrator("fails", async context => await context.CallActivityAsync<string>("bad"))
            .Orchestrator("parent", async context =>
            {
                var good = await context.CallSubOrchestratorAsync<string>("good");
                try
                {
                    return await context.CallSubOrchestratorAsync<string>("fails");
                }
                catch (TaskFailedException failed)
                {
                    var details = failed.FailureDetails;
                    return $"{good}|{details.ErrorType}|{details.InnerFailure!.ErrorType}|{details.IsCausedBy<ArgumentException>()}";
                }
            });

        await bench.StartAsync("parent", id: "p");
        await bench.StepAsync();

        Assert.Equal("\"p|Microsoft.DurableTask.TaskFailedException|System.ArgumentException|False\"", (await bench.StateAsync("p")).Output);
    }

    [Fact]
    public async Task SubOrchestration_IsRetriedUnderItsId()
    {
        var attempts = 0;
        var bench = new DurableBench()
            .Activity("flaky", _ => ++attempts < 3 ? throw new TimeoutException("later") : "done")
            .Orchestrator("child", async context => await context.CallActivityAsync<string>("flaky"))
            .Orchestrator("parent", async context => await context.CallSubOrchestratorAsync<string>(
                "child", options: new SubOrchestrationOptions(TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(1))), "c")));

        await bench.StartAsync("parent", id: "p");
        await bench.RunAsync();

        Assert.Equal(("\"done\"", 3), ((await bench.StateAsync("p")).Output, attempts));
    }

    [Fact]
    public async Task SubOrchestration_WithATakenId_FailsInsteadOfWaitingForEver()
    {
        var bench = new DurableBench()
            .Orchestrator("waits", async context => await context.WaitForExternalEvent<string>("go"))
            .Orchestrator("parent", async context => await context.CallSubOrchestratorAsync<string>("waits", options: new SubOrchestrationOptions(instanceId: "taken")));

        await bench.StartAsync("waits", id: "taken");
        await bench.StartAsync("parent", id: "p");
        await bench.StepAsync();

        Assert.Contains("is running already", (await bench.StateAsync("p")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rewind_RunsOnlyWhatFailedAgain()
    {
        var broken = true;
        var bench = new DurableBench()
            .Activity("first", _ => "1")
            .Activity("second", _ => broken ? throw new TimeoutException("down") : "2")
            .Orchestrator("child", async context =>
                await context.CallActivityAsync<string>("first")
                + await context.CallActivityAsync<string>("second", options: TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(1)))))
            .Orchestrator("parent", async context => await context.CallSubOrchestratorAsync<string>("child", options: new SubOrchestrationOptions(instanceId: "c")));
        await bench.StartAsync("parent", id: "p");
        await bench.RunAsync();
        Assert.Equal((InstanceStatus.Failed, 3), ((await bench.StateAsync("p")).Status, bench.App.Ran.Count));
        await Assert.ThrowsAsync<ArgumentException>(() => bench.Client.RewindInstanceAsync("unknown", "x"));

        broken = false;
        await bench.Client.RewindInstanceAsync("p", "repaired");
        await bench.RestartAsync();
        await bench.RunAsync();

        Assert.Equal("\"12\"", (await bench.StateAsync("p")).Output);
        Assert.Equal(["first()", "second()", "second()", "second()"], bench.App.Ran);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bench.Client.RewindInstanceAsync("p", "again"));
    }

    [Fact]
    public async Task Restart_RunsTheSameInputAgain()
    {
        var bench = new DurableBench().Orchestrator("echo", context => Task.FromResult<object?>(context.GetInput<string>()));
        await bench.StartAsync("echo", "hello", "a");
        await bench.StepAsync();

        Assert.Equal("a", await bench.Client.RestartAsync("a"));
        var other = await bench.Client.RestartAsync("a", restartWithNewInstanceId: true).ContinueWith(task => task.Result, TaskScheduler.Default);
        await bench.StepAsync();

        Assert.NotEqual("a", other);
        Assert.Equal("\"hello\"", (await bench.StateAsync(other)).Output);
        await Assert.ThrowsAsync<ArgumentException>(() => bench.Client.RestartAsync("unknown"));
    }

    [Fact]
    public async Task Purge_DeletesEndedInstancesWithEveryRow()
    {
        var bench = new DurableBench()
            .Activity("noop", _ => null)
            .Orchestrator("ends", async context => await context.CallActivityAsync<string>("noop"))
            .Orchestrator("waits", async context => await context.WaitForExternalEvent<string>("go"));
        for (var n = 0; n < 5; n++)
        {
            await bench.StartAsync("ends", id: $"e{n}");
        }

        await bench.StartAsync("waits", id: "w");
        await bench.StepAsync();

        Assert.Equal(0, (await bench.Client.PurgeInstanceAsync("w")).PurgedInstanceCount);
        Assert.Equal(1, (await bench.Client.PurgeInstanceAsync("e0")).PurgedInstanceCount);
        Assert.Null(await bench.Client.GetInstanceAsync("e0"));
        Assert.Equal(4, (await bench.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedFrom: DurableBench.Begin))).PurgedInstanceCount);
        Assert.Equal(1, await CountAsync(bench, DurableKeys.Instances));
        Assert.Equal(1, await CountAsync(bench, DurableKeys.History));
        Assert.Equal(0, await CountAsync(bench, DurableKeys.Inbox));
    }

    [Fact]
    public async Task List_PagesThroughRunningAndEndedInstancesOnceEach()
    {
        var bench = new DurableBench()
            .Orchestrator("ends", _ => Task.FromResult<object?>(null))
            .Orchestrator("waits", async context => await context.WaitForExternalEvent<string>("go"));
        for (var n = 0; n < 60; n++)
        {
            await bench.StartAsync(n % 3 == 0 ? "waits" : "ends", id: $"invoice:{(char)('a' + (n % 7))}:{n}");
        }

        await bench.StepAsync();
        foreach (var size in new[] { 1, 7, 20, 60, 100 })
        {
            var seen = await bench.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: size)).ToListAsync();
            Assert.Equal(60, seen.Count);
            Assert.Equal(60, seen.Select(one => one.InstanceId).Distinct().Count());
        }

        var running = await bench.Client.GetAllInstancesAsync(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running], PageSize: 3)).ToListAsync();
        var prefixed = await bench.Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: "invoice:b:", PageSize: 2)).ToListAsync();
        Assert.Equal(20, running.Count);
        Assert.Equal(9, prefixed.Count);
        Assert.All(prefixed, one => Assert.StartsWith("invoice:b:", one.InstanceId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Version_ComesFromTheHostAndANewerOneWaits()
    {
        var bench = new DurableBench(configure: options => options with { DefaultVersion = "2.0" })
            .Orchestrator("version", context => Task.FromResult<object?>(context.Version));

        var own = await bench.StartAsync("version");
        var newer = await bench.Client.ScheduleNewOrchestrationInstanceAsync("version", new StartOrchestrationOptions("n") { Version = "3.0" });
        await bench.RunAsync();

        Assert.Equal("\"2.0\"", (await bench.StateAsync(own)).Output);
        Assert.Equal(InstanceStatus.Pending, (await bench.StateAsync(newer)).Status);
    }

    [Fact]
    public async Task Client_WaitsForStartAndCompletion()
    {
        var bench = new DurableBench().Orchestrator("waits", async context => await context.WaitForExternalEvent<string>("go"));
        var id = await bench.StartAsync("waits");
        var started = bench.Client.WaitForInstanceStartAsync(id);
        var ended = bench.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);

        await bench.StepAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await started).RuntimeStatus);
        Assert.False(ended.IsCompleted);
        await bench.Client.RaiseEventAsync(id, "go", "x");
        await bench.StepAsync();

        Assert.Equal("x", (await ended).ReadOutputAs<string>());
        Assert.Null(await bench.Client.GetInstanceAsync("unknown"));
    }

    private static async Task<int> CountAsync(DurableBench bench, string table) => await bench.Store.ScanTableAsync(table).CountAsync();
}
