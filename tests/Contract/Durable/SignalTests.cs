using Microsoft.DurableTask;
using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Local.Engines.Durable.History;

namespace RevenueFunctions.Tests.Contract.Durable;

public class SignalTests
{
    [Fact]
    public async Task Event_ThatArrivesEarly_IsKeptAndNamesIgnoreCase()
    {
        var bench = new DurableBench().Activity("slow", _ => null).Orchestrator("waits", async context =>
        {
            await context.CallActivityAsync("slow");
            return await context.WaitForExternalEvent<int>("Resolved");
        });

        var id = await bench.StartAsync("waits");
        await bench.Client.RaiseEventAsync(id, "RESOLVED", 42);
        await bench.StepAsync();

        Assert.Equal("42", (await bench.StateAsync(id)).Output);
    }

    [Fact]
    public async Task Events_OfOneName_CompleteOneWaiterEachInOrder()
    {
        var bench = new DurableBench().Orchestrator("waits", async context => new[]
        {
            await context.WaitForExternalEvent<int>("n"), await context.WaitForExternalEvent<int>("n"), await context.WaitForExternalEvent<int>("n"),
        });

        var id = await bench.StartAsync("waits");
        foreach (var n in new[] { 1, 2, 3 })
        {
            await bench.Client.RaiseEventAsync(id, "n", n);
        }

        await bench.StepAsync();

        Assert.Equal("[1,2,3]", (await bench.StateAsync(id)).Output);
    }

    [Fact]
    public async Task Wait_ThatTimesOut_ThrowsTaskCanceled()
    {
        var bench = new DurableBench().Orchestrator("waits", async context =>
        {
            try
            {
                return await context.WaitForExternalEvent<string>("never", TimeSpan.FromHours(1));
            }
            catch (TaskCanceledException)
            {
                return "timed out";
            }
        });

        var id = await bench.StartAsync("waits");
        await bench.RunAsync();

        Assert.Equal(("\"timed out\"", DurableBench.Begin.AddHours(1)), ((await bench.StateAsync(id)).Output, bench.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Wait_ThatIsServed_DoesNotKeepTheInstanceForItsTimer()
    {
        var bench = new DurableBench().Orchestrator("waits", async context => await context.WaitForExternalEvent<string>("go", TimeSpan.FromDays(30)));

        var id = await bench.StartAsync("waits");
        await bench.StepAsync();
        await bench.Client.RaiseEventAsync(id, "go", "now");
        await bench.StepAsync();

        Assert.Equal(InstanceStatus.Completed, (await bench.StateAsync(id)).Status);
        Assert.Null(bench.Engine.NextDue);
    }

    [Fact]
    public async Task Timers_OfEndedInstances_DoNotPileUp()
    {
        var bench = new DurableBench().Orchestrator("waits", async context => await context.WaitForExternalEvent<string>("go", TimeSpan.FromDays(1)));
        for (var n = 0; n < 3_000; n++)
        {
            var id = await bench.StartAsync("waits");
            await bench.Client.RaiseEventAsync(id, "go", "now");
            await bench.StepAsync();
        }

        Assert.Equal(0, bench.Engine.ActiveInstances);
        Assert.InRange(bench.Engine.PendingDues, 0, 1_100);
    }

    [Fact]
    public async Task SendEvent_ReachesAnotherInstanceAndIsDroppedWhenThereIsNone()
    {
        var bench = new DurableBench()
            .Orchestrator("listens", async context => await context.WaitForExternalEvent<string>("hello"))
            .Orchestrator("speaks", context =>
            {
                context.SendEvent("listener", "hello", "there");
                context.SendEvent("nobody", "hello", "there");
                return Task.FromResult<object?>(null);
            });

        await bench.StartAsync("listens", id: "listener");
        await bench.StartAsync("speaks", id: "speaker");
        await bench.StepAsync();

        Assert.Equal(("\"there\"", InstanceStatus.Completed), ((await bench.StateAsync("listener")).Output, (await bench.StateAsync("speaker")).Status));
    }

    [Fact]
    public async Task Suspend_HoldsEventsUntilResume()
    {
        var bench = new DurableBench().Activity("after", _ => null).Orchestrator("waits", async context =>
        {
            var got = await context.WaitForExternalEvent<string>("go");
            await context.CallActivityAsync("after");
            return got;
        });

        var id = await bench.StartAsync("waits");
        await bench.StepAsync();
        await bench.Client.SuspendInstanceAsync(id, "maintenance");
        await bench.Client.RaiseEventAsync(id, "go", "x");
        await bench.StepAsync();
        Assert.Equal((InstanceStatus.Suspended, 0), ((await bench.StateAsync(id)).Status, bench.App.Ran.Count));
        await bench.RestartAsync();
        Assert.Equal(InstanceStatus.Suspended, (await bench.StateAsync(id)).Status);
        await bench.Client.ResumeInstanceAsync(id);
        await bench.StepAsync();

        Assert.Equal((InstanceStatus.Completed, 1), ((await bench.StateAsync(id)).Status, bench.App.Ran.Count));
    }

    [Fact]
    public async Task Terminate_EndsTheInstanceWithItsOutput()
    {
        var bench = new DurableBench().Orchestrator("waits", async context => await context.WaitForExternalEvent<string>("never"));

        var id = await bench.StartAsync("waits");
        await bench.StepAsync();
        await bench.Client.TerminateInstanceAsync(id, "closed by finance");
        await bench.StepAsync();

        var state = await bench.StateAsync(id);
        Assert.Equal((InstanceStatus.Terminated, "\"closed by finance\""), (state.Status, state.Output));
    }

    [Fact]
    public async Task Terminate_Recursively_EndsTheSubOrchestrations()
    {
        var bench = new DurableBench()
            .Orchestrator("child", async context => await context.WaitForExternalEvent<string>("never"))
            .Orchestrator("parent", async context => await context.CallSubOrchestratorAsync<string>("child", options: new SubOrchestrationOptions(instanceId: "c")));

        await bench.StartAsync("parent", id: "p");
        await bench.StepAsync();
        await bench.Client.TerminateInstanceAsync("p", new Microsoft.DurableTask.Client.TerminateInstanceOptions(Recursive: true));
        await bench.StepAsync();

        Assert.Equal((InstanceStatus.Terminated, InstanceStatus.Terminated), ((await bench.StateAsync("p")).Status, (await bench.StateAsync("c")).Status));
    }

    [Fact]
    public async Task ContinueAsNew_KeepsUnprocessedEventsAndDropsHistory()
    {
        var bench = new DurableBench().Orchestrator("loops", async context =>
        {
            var sum = context.GetInput<int>();
            sum += await context.WaitForExternalEvent<int>("n");
            if (sum < 10)
            {
                context.ContinueAsNew(sum);
            }

            return sum;
        });

        var id = await bench.StartAsync("loops", 0);
        foreach (var n in new[] { 1, 2, 3, 4 })
        {
            await bench.Client.RaiseEventAsync(id, "n", n);
        }

        await bench.StepAsync();

        Assert.Equal(("10", InstanceStatus.Completed), ((await bench.StateAsync(id)).Output, (await bench.StateAsync(id)).Status));
        Assert.Single(await bench.Engine.ReadHistoryAsync(id), one => one.EventType == HistoryEventType.ExecutionStarted);
    }

    [Fact]
    public async Task ContinueAsNew_WithoutPreserving_DropsTheEventsItHolds()
    {
        var bench = new DurableBench().Orchestrator("loops", async context =>
        {
            if (context.GetInput<int>() == 0)
            {
                await context.WaitForExternalEvent<int>("go");
                context.ContinueAsNew(1, preserveUnprocessedEvents: false);
                return null;
            }

            return await context.WaitForExternalEvent<int>("n", TimeSpan.FromMinutes(1)) is var n ? n : 0;
        });

        var id = await bench.StartAsync("loops", 0);
        await bench.Client.RaiseEventAsync(id, "n", 7);
        await bench.Client.RaiseEventAsync(id, "go", 1);
        await bench.RunAsync();

        Assert.Contains("TaskCanceledException", (await bench.StateAsync(id)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MalformedEvent_IsTheOrchestratorsToHandle()
    {
        var bench = new DurableBench().Orchestrator("waits", async context =>
        {
            try
            {
                return await context.WaitForExternalEvent<int>("n");
            }
            catch (System.Text.Json.JsonException)
            {
                return "malformed";
            }
        });

        var id = await bench.StartAsync("waits");
        await bench.Engine.RaiseEventAsync(id, "n", "{not json");
        await bench.StepAsync();

        Assert.Equal("\"malformed\"", (await bench.StateAsync(id)).Output);
    }
}
