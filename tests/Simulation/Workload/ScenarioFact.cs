using RevenueFunctions.Catalog;
using RevenueFunctions.Local.Demo.Workload;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>A usage that happens, and whose it is.</summary>
internal sealed record ScenarioFact(Account Account, UsageFact Fact);
