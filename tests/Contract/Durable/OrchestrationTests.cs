using Microsoft.DurableTask;
using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Local.Engines.Durable.History;

namespace RevenueFunctions.Tests.Contract.Durable;

public class OrchestrationTests
{
    [Fact]
    public async Task Sequence_OfActivities_CompletesWithTheirResults()
    {
        var bench = new DurableBench()
            .Activity("add", input => int.Parse(input!, System.Globalization.CultureInfo.InvariantCulture) + 1)
            .Orchestrator("count", async context =>
            {
                var value = context.GetInput<int>();
                for (var step = 0; step < 4; step++)
                {
                    value = await context.CallActivityAsync<int>("add", value);
                }

                return value;
            });

        var id = await bench.StartAsync("count", 10);
        Assert.Equal(InstanceStatus.Pending, (await bench.StateAsync(id)).Status);
        await bench.StepAsync();

        var state = await bench.StateAsync(id);
        Assert.Equal((InstanceStatus.Completed, "14", "10"), (state.Status, state.Output, state.Input));
        Assert.Equal(4, bench.App.Ran.Count);
        Assert.Equal(0, bench.Engine.ActiveInstances);
    }

    [Fact]
    public async Task FanOut_RunsAllActivitiesAndKeepsTheirOrder()
    {
        var bench = new DurableBench()
            .Activity("square", input => int.Parse(input!, System.Globalization.CultureInfo.InvariantCulture) is var n ? n * n : 0)
            .Orchestrator("fan", async context => await Task.WhenAll(Enumerable.Range(1, 5).Select(n => context.CallActivityAsync<int>("square", n))));

        var id = await bench.StartAsync("fan");
        await bench.StepAsync();

        Assert.Equal("[1,4,9,16,25]", (await bench.StateAsync(id)).Output);
    }

    [Fact]
    public async Task Activity_ThatThrows_FailsTheOrchestrationWithTheCauseInside()
    {
        var bench = new DurableBench()
            .Activity("bad", _ => throw new ArgumentException("no such account"))
            .Orchestrator("fails", async context => await context.CallActivityAsync<string>("bad"));

        var id = await bench.StartAsync("fails");
        await bench.StepAsync();

        var metadata = await bench.Client.GetInstanceAsync(id, getInputsAndOutputs: true);
        Assert.Equal(Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Failed, metadata!.RuntimeStatus);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", metadata.FailureDetails!.ErrorType);
        Assert.Equal("Task 'bad' (#0) failed with an unhandled exception: no such account", metadata.FailureDetails.ErrorMessage);
        Assert.True(metadata.FailureDetails.InnerFailure!.IsCausedBy<ArgumentException>());
        Assert.False(metadata.FailureDetails.IsCausedBy<ArgumentException>());
    }

    [Fact]
    public async Task Activity_ThatDoesNotExist_FailsAndIsNotRetried()
    {
        var bench = new DurableBench().Orchestrator("fails", async context =>
        {
            await context.CallActivityAsync("missing", options: TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromSeconds(1))));
            return null;
        });

        var id = await bench.StartAsync("fails");
        await bench.RunAsync();

        Assert.Contains("No activity function is named 'missing'", (await bench.StateAsync(id)).Output, StringComparison.Ordinal);
        Assert.Single(await bench.Engine.ReadHistoryAsync(id), one => one.EventType == HistoryEventType.TaskScheduled);
    }

    [Fact]
    public async Task RetryPolicy_BacksOffThroughDurableTimers()
    {
        var attempts = 0;
        var bench = new DurableBench()
            .Activity("flaky", _ => ++attempts < 4 ? throw new TimeoutException("later") : "done")
            .Orchestrator("retries", async context =>
                await context.CallActivityAsync<string>("flaky", options: TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromSeconds(10), 2))));

        var id = await bench.StartAsync("retries");
        await bench.RunAsync();

        var state = await bench.StateAsync(id);
        Assert.Equal(("\"done\"", 4), (state.Output, attempts));
        Assert.Equal(DurableBench.Begin.AddSeconds(10 + 20 + 40), bench.Clock.GetUtcNow());
    }

    [Fact]
    public async Task RetryPolicy_GivesUpAfterItsAttemptsOrWhenTheFailureIsNotHandled()
    {
        var bench = new DurableBench()
            .Activity("bad", _ => throw new TimeoutException("later"))
            .Orchestrator("three", async context =>
                await context.CallActivityAsync<string>("bad", options: TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(1)))))
            .Orchestrator("unhandled", async context => await context.CallActivityAsync<string>("bad", options: TaskOptions.FromRetryPolicy(
                new RetryPolicy(3, TimeSpan.FromSeconds(1)) { HandleFailure = failure => !failure.IsCausedBy<TimeoutException>() })));

        var three = await bench.StartAsync("three");
        await bench.RunAsync();
        Assert.Equal(3, bench.App.Ran.Count);
        var unhandled = await bench.StartAsync("unhandled");
        await bench.RunAsync();

        Assert.Equal(4, bench.App.Ran.Count);
        Assert.Equal((InstanceStatus.Failed, InstanceStatus.Failed), ((await bench.StateAsync(three)).Status, (await bench.StateAsync(unhandled)).Status));
    }

    [Fact]
    public async Task RetryHandler_DecidesAfterEachFailure()
    {
        var bench = new DurableBench()
            .Activity("bad", _ => throw new TimeoutException("later"))
            .Orchestrator("handled", async context => await context.CallActivityAsync<string>("bad", options: TaskOptions.FromRetryHandler(
                retry => retry.LastAttemptNumber < 3 && retry.LastFailure.IsCausedBy<TimeoutException>())));

        var id = await bench.StartAsync("handled");
        await bench.RunAsync();

        Assert.Equal((3, InstanceStatus.Failed), (bench.App.Ran.Count, (await bench.StateAsync(id)).Status));
    }

    [Fact]
    public async Task Timer_LongerThanThreeDays_IsMadeOfSeveralAndFiresAtItsTime()
    {
        var bench = new DurableBench().Orchestrator("sleeps", async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(7), CancellationToken.None);
            return context.CurrentUtcDateTime;
        });

        var id = await bench.StartAsync("sleeps");
        await bench.RunAsync();

        Assert.Equal("\"2026-10-08T00:00:00Z\"", (await bench.StateAsync(id)).Output);
        Assert.Equal(3, (await bench.Engine.ReadHistoryAsync(id)).Count(one => one.EventType == HistoryEventType.TimerFired));
    }

    [Fact]
    public async Task NewGuid_IsTheSameInEveryReplayAndIsNameBased()
    {
        var seen = new List<Guid>();
        var bench = new DurableBench().Activity("noop", _ => null).Orchestrator("guids", async context =>
        {
            seen.Add(context.NewGuid());
            await context.CallActivityAsync("noop");
            return context.NewGuid();
        });

        var id = await bench.StartAsync("guids", id: "g1");
        await bench.StepAsync();

        Assert.Equal(2, seen.Count);
        Assert.Equal(seen[0], seen[1]);
        Assert.NotEqual($"\"{seen[0]}\"", (await bench.StateAsync(id)).Output);

        // UUID version 5 over "g1_2026-10-01T00:00:00.0000000Z_0" in the worker's name space, computed independently.
        Assert.Equal(Guid.Parse("c10254e5-da24-5ce2-b5ed-c093717674d8"), seen[0]);
    }

    [Fact]
    public async Task IsReplaying_IsTrueOnlyForWhatHappenedBefore()
    {
        var fresh = new List<int>();
        var bench = new DurableBench().Activity("noop", _ => null).Orchestrator("steps", async context =>
        {
            for (var step = 0; step < 3; step++)
            {
                if (!context.IsReplaying)
                {
                    fresh.Add(step);
                }

                await context.CallActivityAsync("noop");
            }

            return null;
        });

        await bench.StartAsync("steps");
        await bench.StepAsync();

        Assert.Equal([0, 1, 2], fresh);
    }

    [Fact]
    public async Task CustomStatus_IsVisibleWhileRunningAndAfter()
    {
        var bench = new DurableBench().Orchestrator("reports", async context =>
        {
            context.SetCustomStatus(new { Step = "waiting" });
            await context.WaitForExternalEvent<string>("go");
            context.SetCustomStatus("done");
            return null;
        });

        var id = await bench.StartAsync("reports");
        await bench.StepAsync();
        Assert.Equal("{\"Step\":\"waiting\"}", (await bench.StateAsync(id)).CustomStatus);
        await bench.RestartAsync();
        Assert.Equal("{\"Step\":\"waiting\"}", (await bench.StateAsync(id)).CustomStatus);
        await bench.Client.RaiseEventAsync(id, "go", "x");
        await bench.StepAsync();

        Assert.Equal("\"done\"", (await bench.StateAsync(id)).CustomStatus);
    }

    [Fact]
    public async Task Payload_OverTheLimit_IsRefusedWithARemedy()
    {
        var bench = new DurableBench(configure: options => options with { PayloadBytes = 1000 })
            .Activity("big", _ => new string('x', 2000))
            .Activity("noop", _ => null)
            .Orchestrator("input", async context => await context.CallActivityAsync<string>("noop", new string('x', 2000)))
            .Orchestrator("result", async context => await context.CallActivityAsync<string>("big"));

        var input = await bench.StartAsync("input");
        var result = await bench.StartAsync("result");
        await bench.StepAsync();

        Assert.Contains("store the document and pass its id", (await bench.StateAsync(input)).Output, StringComparison.Ordinal);
        Assert.Contains("store the document and return its id", (await bench.StateAsync(result)).Output, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => bench.StartAsync("input", new string('x', 2000)));
    }

    [Fact]
    public async Task FailureMessage_OfAnyLength_IsCut()
    {
        var bench = new DurableBench()
            .Activity("bad", _ => throw new ArgumentException(new string('x', 200_000)))
            .Orchestrator("fails", async context => await context.CallActivityAsync<string>("bad"));

        var id = await bench.StartAsync("fails");
        await bench.StepAsync();

        Assert.InRange((await bench.StateAsync(id)).Output!.Length, 8_000, 9_000);
    }

    [Fact]
    public async Task Await_OfAForeignTask_FailsTheOrchestration()
    {
        var never = new TaskCompletionSource();
        var bench = new DurableBench().Orchestrator("illegal", async _ =>
        {
            await never.Task;
            return null;
        });

        var id = await bench.StartAsync("illegal");
        await bench.StepAsync();

        Assert.Contains("An invalid asynchronous invocation was detected", (await bench.StateAsync(id)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Await_OfAForeignTaskBesideAnEvent_FailsWhenTheForeignThreadComes()
    {
        var foreign = new TaskCompletionSource();
        var bench = new DurableBench().Orchestrator("illegal", async context =>
        {
            await Task.WhenAny(context.WaitForExternalEvent<string>("never"), foreign.Task);
            return null;
        });

        var id = await bench.StartAsync("illegal");
        await bench.StepAsync();
        Assert.Equal(InstanceStatus.Running, (await bench.StateAsync(id)).Status);
        await Task.Run(foreign.SetResult);
        await bench.StepAsync();

        Assert.Contains("An invalid asynchronous invocation was detected", (await bench.StateAsync(id)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CodeThatChanged_IsFoundOutAndSaysWhatDiffers()
    {
        var bench = new DurableBench().Activity("rate", _ => null).Activity("tax", _ => null).Orchestrator("saga", async context =>
        {
            await context.CallActivityAsync("rate");
            await context.WaitForExternalEvent<string>("go");
            return null;
        });
        var id = await bench.StartAsync("saga");
        await bench.StepAsync();

        bench.Orchestrator("saga", async context =>
        {
            await context.CallActivityAsync("tax");
            await context.WaitForExternalEvent<string>("go");
            return null;
        });
        await bench.Client.RaiseEventAsync(id, "go", "x");
        await bench.StepAsync();

        var state = await bench.StateAsync(id);
        Assert.Equal("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException", state.Failure!.ErrorType);
        Assert.Contains("an activity task named 'rate' with sequence number 0", state.Failure.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("instead scheduled an activity task named 'tax'", state.Failure.ErrorMessage, StringComparison.Ordinal);
    }
}
