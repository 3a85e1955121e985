using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>Everybody outside the fabric: who imports the catalog, who produces usage, who closes periods, who answers questions.</summary>
internal sealed class Actors(World world, Scenario scenario, int seed)
{
    private readonly Chance chance = new(seed, "clients");
    private bool isOver;

    /// <summary>Lets them begin.</summary>
    public void Start()
    {
        world.Start("catalog", async () =>
        {
            await ImportAsync();
            foreach (var (batches, at) in scenario.Producers.Select((batches, at) => (batches, at)))
            {
                world.Start($"producer {at}", new Producer(world, batches).RunAsync);
            }

            world.Start("closer", new Closer(world, scenario, chance).RunAsync);
        });
        world.Observe("operator", () => new Operator(world, chance).RunAsync(() => isOver));
    }

    /// <summary>No fault strikes any more: lets operators settle what is left, as further scripts of the world.</summary>
    public void Settle()
    {
    }

    /// <summary>Sends everybody home.</summary>
    public void End() => isOver = true;

    private async Task ImportAsync()
    {
        var answer = await Client.CallAsync(world, "ImportCatalog", body: scenario.Catalog);
        while (answer.Status == 409)
        {
            // Its own first try, cut off by a crash, holds the catalog for a while.
            await world.WaitAsync(TimeSpan.FromSeconds(20));
            answer = await Client.CallAsync(world, "ImportCatalog", body: scenario.Catalog);
        }

        if (!answer.IsSuccess)
        {
            throw new InvalidOperationException($"The catalog was refused: {answer.Text}");
        }
    }
}
