using System.Net;
using Microsoft.DurableTask;
using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Tests.Contract.Hosting;

namespace RevenueFunctions.Tests.Contract.Durable;

/// <summary>The engine keeps so many instances in memory and refuses to start more; what runs goes on.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Start_EngineFull_IsRefusedAndStoresNothing()
    {
        var bench = Waiting(limit: 2);
        await bench.Engine.StartAsync(new StartRequest("wait") { InstanceId = "a" });
        await bench.Engine.StartAsync(new StartRequest("wait") { InstanceId = "b" });

        var full = await Assert.ThrowsAsync<DurableEngineFullException>(() => bench.Engine.StartAsync(new StartRequest("wait") { InstanceId = "c" }));

        Assert.Equal((2, (TimeSpan?)null), (full.Limit, full.RetryAfter));
        await bench.RestartAsync();
        Assert.Equal(["a", "b"], (await bench.Engine.ListAsync(new InstanceFilter(), 10)).Instances.Select(one => one.InstanceId).Order());
    }

    [Fact]
    public async Task Start_WhenOneHasEnded_IsTakenAgain()
    {
        var bench = Waiting(limit: 1);
        await bench.Engine.StartAsync(new StartRequest("wait") { InstanceId = "a" });
        await bench.StepAsync();
        bench.Clock.Advance(TimeSpan.FromSeconds(10));
        await bench.Engine.RaiseEventAsync("a", "go", null);
        await bench.StepAsync();

        await bench.Engine.StartAsync(new StartRequest("wait") { InstanceId = "b" });

        // One ended in ten seconds, so another one will in ten.
        var full = await Assert.ThrowsAsync<DurableEngineFullException>(() => bench.Engine.StartAsync(new StartRequest("wait") { InstanceId = "c" }));
        Assert.Equal(TimeSpan.FromSeconds(10), full.RetryAfter);
    }

    [Fact]
    public async Task Start_ByARunningOrchestration_IsNeverRefused()
    {
        var bench = Waiting(limit: 1).Orchestrator("parent", async context => await context.CallSubOrchestratorAsync<string>("child"))
            .Orchestrator("child", _ => Task.FromResult<object?>("done"));

        var id = await bench.Engine.StartAsync(new StartRequest("parent"));
        await bench.RunAsync();

        Assert.Equal(InstanceStatus.Completed, (await bench.Engine.FindAsync(id))!.Status);
    }

    [Fact]
    public async Task Recover_MoreThanTheLimit_GoOn()
    {
        var bench = Waiting(limit: 3);
        foreach (var id in (string[])["a", "b", "c"])
        {
            await bench.Engine.StartAsync(new StartRequest("wait") { InstanceId = id });
        }

        var smaller = Waiting(limit: 1);
        await smaller.RestartAsync(bench.Store);
        await smaller.StepAsync();
        await Assert.ThrowsAsync<DurableEngineFullException>(() => smaller.Engine.StartAsync(new StartRequest("wait")));
        foreach (var id in (string[])["a", "b", "c"])
        {
            Assert.True(await smaller.Engine.RaiseEventAsync(id, "go", null));
        }

        await smaller.StepAsync();
        Assert.Equal(0, smaller.Engine.ActiveInstances);
    }

    [Fact]
    public async Task Http_EngineFull_Is503AndSaysWhenToComeBack()
    {
        await using var host = await HostBench.StartAsync([typeof(WaitingOrchestrator)], new() { ["Admission:ActiveInstances"] = "1" });
        const string Start = "/runtime/webhooks/durabletask/orchestrators/WaitForGo";
        Assert.Equal(HttpStatusCode.Accepted, (await host.Client.PostAsync(Start, null)).StatusCode);

        using var refused = await host.Client.PostAsync(Start, null);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("setting Admission:ActiveInstances", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static DurableBench Waiting(int limit) => new DurableBench(configure: options => options with { MaxActiveInstances = limit })
        .Orchestrator("wait", async context => await context.WaitForExternalEvent<string>("go"));

    public static class WaitingOrchestrator
    {
        [Microsoft.Azure.Functions.Worker.Function("WaitForGo")]
        public static Task<string> WaitAsync([Microsoft.Azure.Functions.Worker.OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.WaitForExternalEvent<string>("go");
    }
}
