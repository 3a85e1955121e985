using RevenueFunctions.Posting;
using RevenueFunctions.Storage;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>
/// Watches that no posting is sent without an intent of its own in the store. The end of a run cannot show it: an ERP that compares
/// posting keys forgives a call that nobody had written down.
/// </summary>
internal sealed class PostingIntents
{
    private readonly HashSet<(string Key, long Sequence, int Attempt)> stored = [];
    private readonly Dictionary<string, int> calls = new(StringComparer.Ordinal);
    private readonly List<string> broken = [];

    /// <summary>Watches a world from its beginning.</summary>
    public PostingIntents(World world)
    {
        world.Committed += Saw;
        world.PostingSent += key =>
        {
            calls[key] = calls.GetValueOrDefault(key) + 1;
            var intents = stored.Count(intent => intent.Key == key);
            if (calls[key] > intents)
            {
                broken.Add($"{key} was sent to the ERP for the {calls[key]}. time at {world.Now:O}, and {intents} intents were stored before");
            }
        };
    }

    /// <summary>What was sent without an intent.</summary>
    public IReadOnlyList<string> Broken => broken;

    private void Saw(TableBatch batch)
    {
        if (batch.Table != PostingLaneState.Table)
        {
            return;
        }

        foreach (var change in batch.Changes)
        {
            if (change.Row.StartsWith("entry:", StringComparison.Ordinal) && FabricJson.Read<LaneEntry>(change.Value.Span) is { State: LaneEntryState.Sending } entry)
            {
                stored.Add((entry.Entry.PostingKey, entry.Sequence, entry.Attempt));
            }
        }
    }
}
