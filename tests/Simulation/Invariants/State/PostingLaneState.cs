using RevenueFunctions.Local.Storage;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>A posting lane as it is stored.</summary>
/// <param name="LegalEntityId">Whose lane.</param>
/// <param name="Head">The worker's end.</param>
/// <param name="Last">The sequence allotted last.</param>
/// <param name="Entries">The entries in the order of their rows, each with the commit that wrote it last.</param>
/// <param name="Keys">Where the entry of each posting key stands.</param>
internal sealed record PostingLaneState(
    string LegalEntityId, LaneHead Head, long Last, IReadOnlyList<(LaneEntry Entry, long Commit)> Entries, IReadOnlyDictionary<string, long> Keys)
{
    /// <summary>Where the lanes are.</summary>
    public const string Table = "lanes";

    /// <summary>Every lane in the store that has an entry.</summary>
    public static async Task<IReadOnlyList<PostingLaneState>> ReadAsync(MemoryStore store)
    {
        var lanes = new List<PostingLaneState>();
        await foreach (var partition in StoredRows.ByPartitionAsync(store, Table))
        {
            var entries = partition.All<LaneEntry>("entry:").Select(found => (found.Document, found.Commit)).ToList();
            lanes.Add(new PostingLaneState(
                entries.Count > 0 ? entries[0].Document.Entry.LegalEntityId : partition.Name,
                partition.Read<LaneHead>("head") ?? new LaneHead(),
                partition.Read<LaneTail>("tail")?.Last ?? 0,
                entries,
                partition.All<LaneKey>("key:").ToDictionary(found => found.Document.PostingKey, found => found.Document.Sequence, StringComparer.Ordinal)));
        }

        return lanes;
    }

    /// <summary>The entry that counts for a posting key: the one queued last.</summary>
    public LaneEntry? Find(string postingKey) => Entries.LastOrDefault(found => found.Entry.Entry.PostingKey == postingKey).Entry;
}
