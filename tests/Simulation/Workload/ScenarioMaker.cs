using RevenueFunctions.Tests.Simulation.Kernel;
using RevenueFunctions.Tests.Simulation.Workload.Parts;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>Makes scenarios from seeds: the parts add to a draft, in the order of the list.</summary>
internal static class ScenarioMaker
{
    /// <summary>Every feature that the simulation knows. A new one goes behind those that it builds on.</summary>
    private static readonly IScenarioPart[] Parts =
    [
        new Calendar(), new Companies(), new Customers(), new Products(), new Adjustments(), new Plans(), new Agreements(), new Contracts(),
        new CleanUsage(), new StrayUsage(), new EarlyUsage(), new Strangers(), new Repeats(), new Contradictions(), new TwoTimes(), new Dirt(),
        new TaxTables(), new ContractChanges(), new Closings(), new Operators(),
    ];

    /// <summary>The scenario of a seed.</summary>
    public static Scenario Make(int seed)
    {
        var draft = new ScenarioDraft();
        foreach (var part in Parts)
        {
            part.AddTo(draft, new Chance(seed, part.GetType().Name));
        }

        var ends = draft.Catalog.Accounts.SelectMany(draft.PeriodsOf).Select(period => period.End);
        return new Scenario(
            draft.Catalog, Window.Around(ends), draft.ClosesByClock, new Mailroom(new Chance(seed, "mailroom")).Pack(draft.Letters), draft.People, draft.Strangers, draft.ForgottenTaxTables);
    }
}
