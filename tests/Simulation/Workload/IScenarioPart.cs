using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>
/// One feature of the fabric as the simulation knows it: what it adds to the catalog, what is sent because of it, and who does what about it.
/// What it makes of the invoices is in local/Demo/Oracle, which works from the catalog's documents.
/// </summary>
internal interface IScenarioPart
{
    /// <summary>Adds its share to a scenario. The chance is its own, so that another part's draws do not change it.</summary>
    void AddTo(ScenarioDraft draft, Chance chance);
}
