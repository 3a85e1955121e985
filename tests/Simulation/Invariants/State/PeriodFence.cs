using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Storage;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>The fence of one usage partition as it is stored.</summary>
/// <param name="Partition">The usage partition: account, period and shard.</param>
/// <param name="Fence">What it lets through, and who holds it.</param>
internal sealed record PeriodFence(string Partition, Fence Fence)
{
    /// <summary>Every fence in the store.</summary>
    public static async Task<IReadOnlyList<PeriodFence>> ReadAsync(MemoryStore store)
    {
        var fences = new List<PeriodFence>();
        await foreach (var row in store.ScanTableAsync(UsageRows.Table))
        {
            if (row.Row == UsageRows.Fence)
            {
                fences.Add(new PeriodFence(row.Partition, Storage.TableStoreExtensions.Read<Fence>(row)));
            }
        }

        return fences;
    }
}
