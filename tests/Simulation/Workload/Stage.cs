using Microsoft.AspNetCore.Http;
using RevenueFunctions.Catalog;
using RevenueFunctions.Tests.Simulation.Kernel;
using RevenueFunctions.Tests.Simulation.Oracle;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>Where everybody outside the fabric acts: the world, the scenario, and what the oracle keeps of the run.</summary>
internal sealed class Stage
{
    private readonly int seed;

    /// <summary>A stage in a world, before anything has happened.</summary>
    public Stage(World world, Scenario scenario, int seed)
    {
        (World, Scenario, this.seed) = (world, scenario, seed);
        Witness = new Witness(world);
        Catalog = new CatalogTimeline(scenario.Catalog, Witness);
    }

    /// <summary>The world.</summary>
    public World World { get; }

    /// <summary>What the run is about.</summary>
    public Scenario Scenario { get; }

    /// <summary>What was seen from outside.</summary>
    public Witness Witness { get; }

    /// <summary>How the catalog changed.</summary>
    public CatalogTimeline Catalog { get; }

    /// <summary>What people decided.</summary>
    public Decisions Decisions { get; } = new();

    /// <summary>True once no fault strikes any more: whoever works until told otherwise goes home.</summary>
    public bool IsOver { get; set; }

    /// <summary>What did not come to rest although everything was tried; null when all did.</summary>
    public string? Unsettled { get; set; }

    /// <summary>Randomness of its own for somebody.</summary>
    public Chance ChanceOf(string who) => new(seed, who);

    /// <summary>Calls a function as a careful client does.</summary>
    public Task<ApiAnswer> CallAsync(string function, IReadOnlyDictionary<string, string>? route = null, object? body = null, string query = "") =>
        Client.CallAsync(World, function, route, body, query);

    /// <summary>Changes the catalog: sends the request until it is stored or refused.</summary>
    /// <returns>True when it was stored.</returns>
    public async Task<bool> ChangeCatalogAsync(
        string function, IReadOnlyDictionary<string, string>? route, object body, Func<CatalogDocuments, CatalogDocuments> change)
    {
        var edit = Catalog.Ask(change);
        var answer = await CallAsync(function, route, body);
        while (answer.Status == StatusCodes.Status409Conflict && answer.Text.Contains("catalog-busy", StringComparison.Ordinal))
        {
            // Somebody else writes, or an own try that a crash cut off holds the catalog for a while.
            await World.WaitAsync(TimeSpan.FromSeconds(20));
            answer = await CallAsync(function, route, body);
        }

        if (answer.IsSuccess)
        {
            Catalog.Acknowledge(edit);
        }
        else
        {
            Catalog.Forget(edit);
        }

        return answer.IsSuccess;
    }
}
