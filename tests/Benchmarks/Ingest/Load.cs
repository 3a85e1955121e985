using RevenueFunctions.Local.Demo.Oracle;
using RevenueFunctions.Local.Demo.Workload;

namespace RevenueFunctions.Benchmarks.Ingest;

/// <summary>
/// The load of the ingest figures: the sample's mixed events in batches, one in a hundred sent twice. They happen within four hours, as
/// those of a busy stream do; spread over a month nearly every event would open roll-ups of its own.
/// </summary>
internal static class Load
{
    /// <summary>The requests, made while they are sent.</summary>
    public static IEnumerable<WireRequest> Of(int events, int seed = 1)
    {
        var documents = SampleCatalog.Read().Documents;
        var dirt = new DirtPlan(Duplicates: events / 100, 0, 0, 0, 0, 0, 0, 0);
        return new UsageWorkload(new Traffic(documents, 2025, 9), new UsageOracle(documents), events, seed, dirt, singles: 0, span: 4 / 720d).MainWave();
    }
}
