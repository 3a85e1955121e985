using RevenueFunctions.Catalog;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>What a run is about: who uses what, when, and who does what about it. A function of the seed.</summary>
/// <param name="Start">When the run begins.</param>
/// <param name="Catalog">What is sold to whom.</param>
/// <param name="Facts">Every usage that happens, each once, with its account.</param>
/// <param name="Producers">How the facts travel: batches with duplicates and dirt among them, in any order.</param>
internal sealed record Scenario(DateTimeOffset Start, CatalogDocuments Catalog, IReadOnlyList<ScenarioFact> Facts, IReadOnlyList<IReadOnlyList<ProducerBatch>> Producers);
