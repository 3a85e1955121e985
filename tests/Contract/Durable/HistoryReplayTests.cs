using Microsoft.DurableTask;
using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Local.Engines.Durable.History;

namespace RevenueFunctions.Tests.Contract.Durable;

public class HistoryReplayTests
{
    [Fact]
    public async Task RecordedHistory_MatchesTheOrchestratorThatMadeIt()
    {
        var json = await RecordAsync(SagaAsync);

        Assert.Null(HistoryReplay.FindMismatch(json, SagaAsync));
    }

    [Fact]
    public async Task RecordedHistory_SaysWhatAChangedOrchestratorDoesOtherwise()
    {
        var json = await RecordAsync(SagaAsync);

        Assert.Contains("instead scheduled an activity task named 'tax'", Found(async context => await context.CallActivityAsync<string>("tax")), StringComparison.Ordinal);
        Assert.Contains("hasn't (yet?) scheduled", Found(_ => Task.FromResult<object?>("early")), StringComparison.Ordinal);
        Assert.Contains("now returns \"other\"", Found(async context => await SagaAsync(context) is null ? null : "other"), StringComparison.Ordinal);
        Assert.Contains("now also schedules an activity task named 'tax'", Found(async context =>
        {
            await SagaAsync(context);
            return await context.CallActivityAsync<string>("tax");
        }), StringComparison.Ordinal);

        string Found(Func<TaskOrchestrationContext, Task<object?>> changed) => HistoryReplay.FindMismatch(json, changed)!.Message;
    }

    /// <summary>An engine would replay these: it asks for number, kind and name. They decide otherwise all the same.</summary>
    [Fact]
    public async Task RecordedHistory_SameDecisionsOfAnotherContentOrTime_AreADifference()
    {
        var json = await RecordAsync(SagaAsync);

        var input = HistoryReplay.FindMismatch(json, context => SagaAsync(context, input: "other"));
        var later = HistoryReplay.FindMismatch(json, context => SagaAsync(context, minutes: 2));
        var receiver = HistoryReplay.FindMismatch(json, context => SagaAsync(context, receiver: "somebody"));
        var atOnce = HistoryReplay.FindMismatch(json, async context =>
        {
            var rated = context.CallActivityAsync<string>("rate", context.GetInput<string>());
            await Task.WhenAll(rated, context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None));
            context.SendEvent("nobody", "done", await rated);
            return await rated;
        });

        Assert.Equal((2, "TaskScheduled #0 rate"), (input!.At, input.Event));
        Assert.Contains("was \"acme\", and is \"other\" now", input.Message, StringComparison.Ordinal);
        Assert.Contains("The due time of decision 1", later!.Message, StringComparison.Ordinal);
        Assert.Contains("The receiver of decision 2", receiver!.Message, StringComparison.Ordinal);
        Assert.Contains("also schedules a timer task with sequence number 1 in this episode", atOnce!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindMismatches_OrchestratorChanged_NamesEveryInstanceActiveAndEnded()
    {
        var bench = new DurableBench().Activity("rate", input => input).Orchestrator("saga", context => SagaAsync(context)).Orchestrator("other", _ => Task.FromResult<object?>(1));
        await bench.StartAsync("saga", "acme", "ended");
        await bench.StartAsync("other", id: "else");
        await bench.RunAsync();
        await bench.StartAsync("saga", "acme", "active");
        await bench.StartAsync("saga", "acme", "later");
        await bench.StepAsync();
        Assert.Empty(await bench.Engine.FindMismatchesAsync());

        bench.Orchestrator("saga", context => SagaAsync(context, minutes: 5));

        Assert.Equal(["active", "later", "ended"], (await bench.Engine.FindMismatchesAsync()).Select(one => one.InstanceId));
    }

    [Fact]
    public async Task FindMismatches_OperatorsInterfered_FindsNone()
    {
        var bench = new DurableBench().Activity("rate", input => input).Orchestrator("saga", context => SagaAsync(context));
        foreach (var id in new[] { "terminated", "suspended", "resumed" })
        {
            await bench.StartAsync("saga", "acme", id);
            await bench.Engine.SuspendAsync(id, "wait");
        }

        await bench.StepAsync();
        await bench.Engine.TerminateAsync("terminated", null);
        await bench.Engine.ResumeAsync("resumed", "go");
        await bench.RunAsync();

        Assert.Empty(await bench.Engine.FindMismatchesAsync());
        Assert.Equal(
            [InstanceStatus.Terminated, InstanceStatus.Suspended, InstanceStatus.Completed],
            [(await bench.StateAsync("terminated")).Status, (await bench.StateAsync("suspended")).Status, (await bench.StateAsync("resumed")).Status]);
    }

    [Fact]
    public async Task FindMismatches_Rewound_FindsNoneBeforeAndAfterItRanAgain()
    {
        var broken = true;
        var bench = new DurableBench().Activity("rate", input => broken ? throw new ArgumentException("broken") : input).Orchestrator("saga", context => SagaAsync(context));
        await bench.StartAsync("saga", "acme", "rewound");
        await bench.RunAsync();
        broken = false;
        await bench.Engine.RewindAsync("rewound", "mended");
        Assert.Empty(await bench.Engine.FindMismatchesAsync());
        await bench.RunAsync();

        Assert.Equal(InstanceStatus.Completed, (await bench.StateAsync("rewound")).Status);
        Assert.Empty(await bench.Engine.FindMismatchesAsync());
    }

    private static Task<object?> SagaAsync(TaskOrchestrationContext context) => SagaAsync(context, null);

    private static async Task<object?> SagaAsync(TaskOrchestrationContext context, string? input = null, int minutes = 1, string receiver = "nobody")
    {
        var rated = await context.CallActivityAsync<string>("rate", input ?? context.GetInput<string>());
        await context.CreateTimer(TimeSpan.FromMinutes(minutes), CancellationToken.None);
        context.SendEvent(receiver, "done", rated);
        return rated;
    }

    private static async Task<string> RecordAsync(Func<TaskOrchestrationContext, Task<object?>> orchestrator)
    {
        var bench = new DurableBench().Activity("rate", input => input).Orchestrator("saga", orchestrator);
        var id = await bench.StartAsync("saga", "acme");
        await bench.RunAsync();
        return HistoryJson.Write(await bench.Engine.ReadHistoryAsync(id));
    }
}
