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

        Assert.Null(HistoryReplay.FindDifference(json, SagaAsync));
    }

    [Fact]
    public async Task RecordedHistory_SaysWhatAChangedOrchestratorDoesOtherwise()
    {
        var json = await RecordAsync(SagaAsync);

        var renamed = HistoryReplay.FindDifference(json, async context => await context.CallActivityAsync<string>("tax"));
        var shorter = HistoryReplay.FindDifference(json, _ => Task.FromResult<object?>("early"));
        var other = HistoryReplay.FindDifference(json, async context => await SagaAsync(context) is null ? null : "other");
        var longer = HistoryReplay.FindDifference(json, async context =>
        {
            await SagaAsync(context);
            return await context.CallActivityAsync<string>("tax");
        });

        Assert.Contains("instead scheduled an activity task named 'tax'", renamed, StringComparison.Ordinal);
        Assert.Contains("hasn't (yet?) scheduled", shorter, StringComparison.Ordinal);
        Assert.Contains("now returns \"other\"", other, StringComparison.Ordinal);
        Assert.Contains("now also schedules an activity task named 'tax'", longer, StringComparison.Ordinal);
    }

    private static async Task<object?> SagaAsync(TaskOrchestrationContext context)
    {
        var rated = await context.CallActivityAsync<string>("rate", context.GetInput<string>());
        await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
        context.SendEvent("nobody", "done", rated);
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
