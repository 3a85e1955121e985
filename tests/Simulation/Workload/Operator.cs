using RevenueFunctions.Exceptions;
using RevenueFunctions.Functions.Exceptions;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Sagas;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>A person who looks at the open exceptions from time to time and answers them.</summary>
internal sealed class Operator(World world, Chance chance)
{
    /// <summary>Looks and answers, until told that the run is over.</summary>
    public async Task RunAsync(Func<bool> isOver)
    {
        while (!isOver())
        {
            await world.WaitAsync(chance.Between(TimeSpan.FromMinutes(20), TimeSpan.FromHours(2)));
            await AnswerAsync();
        }
    }

    private async Task AnswerAsync()
    {
        var cases = (await Client.CallAsync(world, "ListExceptions", query: "?limit=1000")).Read<Page<ExceptionCase>>().Items;
        foreach (var open in cases)
        {
            ResolveAction[] actions = open.Kind switch
            {
                ExceptionKind.Saga when SagaDesk.IsQuestion(open) => [ResolveAction.Retry],
                ExceptionKind.Posting => [ResolveAction.Retry],
                _ => [],
            };
            if (actions.Length > 0)
            {
                await Client.CallAsync(world, "ResolveException", new Dictionary<string, string> { ["id"] = open.Id }, new ResolveRequest(chance.Pick(actions), "In the simulation."));
            }
        }
    }
}
