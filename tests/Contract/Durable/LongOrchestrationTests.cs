using Microsoft.DurableTask;
using RevenueFunctions.Local.Engines.Durable;

namespace RevenueFunctions.Tests.Contract.Durable;

/// <summary>An orchestration of very many steps, which goes on as a new execution before its history grows long.</summary>
public class LongOrchestrationTests
{
    private const int Steps = 100_000;
    private const int StepsOfOneExecution = 20;

    [Fact]
    public async Task ContinueAsNew_HundredThousandSteps_HistoryAndReplaysStayBounded()
    {
        long played = 0, longest = 0;
        var bench = new DurableBench().Activity("step", _ => null);
        bench.Orchestrator("long", async context =>
        {
            var from = context.GetInput<int>();
            for (var step = 0; step < StepsOfOneExecution; step++)
            {
                played++;
                await context.CallActivityAsync("step");
            }

            longest = Math.Max(longest, (await bench.Engine.ReadHistoryAsync("long")).Count);
            if (from + StepsOfOneExecution < Steps)
            {
                context.ContinueAsNew(from + StepsOfOneExecution);
            }

            return from + StepsOfOneExecution;
        });

        await bench.StartAsync("long", 0, "long");
        await bench.StepAsync();

        Assert.Equal((InstanceStatus.Completed, $"{Steps}"), ((await bench.StateAsync("long")).Status, (await bench.StateAsync("long")).Output));
        Assert.Equal(Steps, bench.App.Ran.Count);
        Assert.InRange(longest, StepsOfOneExecution, 5 * StepsOfOneExecution);
        Assert.InRange(played, Steps, Steps * StepsOfOneExecution);
        Assert.Empty(await bench.Engine.FindMismatchesAsync());
    }
}
