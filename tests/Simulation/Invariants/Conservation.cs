using RevenueFunctions.Ingest;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>Every event that entered a partition has exactly one outcome.</summary>
internal sealed class Conservation : IInvariant
{
    /// <inheritdoc/>
    public string Name => "conservation";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> CheckAsync(Outcome outcome)
    {
        var broken = new List<string>();
        foreach (var partition in await outcome.Fabric.Get<IngestLedger>().ConservationAsync())
        {
            if (!partition.Closes || partition.NotYetSeen != 0 || partition.Gaps.Count > 0)
            {
                broken.Add($"partition {partition.Partition} does not close: enqueued {partition.Enqueued}, not yet seen {partition.NotYetSeen}, totals {partition.Totals}, gaps {string.Join(", ", partition.Gaps)}");
            }
        }

        return broken;
    }
}
