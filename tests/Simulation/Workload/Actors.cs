using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>Everybody outside the fabric: who imports the catalog, who produces usage, who closes periods, who answers questions.</summary>
internal sealed class Actors(World world, Scenario scenario, int seed)
{
    /// <summary>Where they act.</summary>
    public Stage Stage { get; } = new(world, scenario, seed);

    /// <summary>Lets them begin: first the catalog, then everybody at once.</summary>
    public void Start() => world.Start("catalog", async () =>
    {
        await ImportAsync();
        foreach (var (producer, at) in scenario.Producers.Select((producer, at) => (producer, at)))
        {
            world.Start($"producer {at}", () => producer.RunAsync(world));
        }

        foreach (var person in scenario.People)
        {
            if (person.WorksToTheEnd)
            {
                world.Observe(person.Name, () => person.Act(Stage));
            }
            else
            {
                world.Start(person.Name, () => person.Act(Stage));
            }
        }

        world.Start("time", PassMonthsAsync);
    });

    /// <summary>No fault strikes any more: lets an operator settle what is left, as one more script of the world.</summary>
    public void Settle()
    {
        Stage.IsOver = true;
        world.Start("settlement", new Settlement(Stage).RunAsync);
    }

    private async Task ImportAsync()
    {
        var answer = await Stage.CallAsync("ImportCatalog", body: scenario.Catalog);
        while (answer.Status == 409)
        {
            // Its own first try, cut off by a crash, holds the catalog for a while.
            await world.WaitAsync(TimeSpan.FromSeconds(20));
            answer = await Stage.CallAsync("ImportCatalog", body: scenario.Catalog);
        }

        if (!answer.IsSuccess)
        {
            throw new InvalidOperationException($"The catalog was refused: {answer.Text}");
        }
    }

    private async Task PassMonthsAsync()
    {
        foreach (var window in scenario.Windows)
        {
            await world.SkipToAsync(window.From);
            await world.UntilAsync(window.To);
        }
    }
}
