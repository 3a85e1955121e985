using RevenueFunctions.Local.Engines.Durable.History;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.Durable;

/// <summary>Everything one episode changes, collected before its one commit and taken into memory after it.</summary>
internal sealed class EpisodePlan
{
    private readonly Dictionary<(string Table, string Partition), TableBatch> batches = [];

    /// <summary>Events the episode adds to the history.</summary>
    public List<HistoryEvent> Events { get; } = [];

    /// <summary>Instances the episode creates; their ids are reserved until the commit.</summary>
    public List<ActiveInstance> Children { get; } = [];

    /// <summary>Messages the episode sends, with their inbox rows.</summary>
    public List<(InboxRow Message, string Row)> Messages { get; } = [];

    public string? CustomStatus { get; set; }

    /// <summary>The row of the ended instance; null while it goes on.</summary>
    public InstanceRow? Ended { get; set; }

    /// <summary>The row of the continued instance; null unless it continued as new.</summary>
    public InstanceRow? Continued { get; set; }

    public IReadOnlyList<TableBatch> Batches => [.. batches.Values];

    public TableBatch Batch(string table, string partition)
    {
        if (!batches.TryGetValue((table, partition), out var batch))
        {
            batches[(table, partition)] = batch = new TableBatch(table, partition);
        }

        return batch;
    }

    /// <summary>Deletes the history rows of an execution: their keys follow from how many there are.</summary>
    public void DeleteHistory(string key, long generation, int episodes)
    {
        var partition = DurableKeys.HistoryPartition(key, generation);
        for (var episode = 0; episode < episodes; episode++)
        {
            Batch(DurableKeys.History, partition).Delete(TableKey.Number(episode), RowVersion.Any);
        }
    }
}
