using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Simulation.PlantedBugs;

/// <summary>Batches made of others.</summary>
internal static class Batches
{
    /// <summary>The batch with each change replaced; null takes it out.</summary>
    public static TableBatch With(this TableBatch batch, Func<TableChange, TableChange?> change)
    {
        var changed = new TableBatch(batch.Table, batch.Partition);
        foreach (var one in batch.Changes.Select(change).OfType<TableChange>())
        {
            _ = one.Kind switch
            {
                TableChangeKind.Insert => changed.Insert(one.Row, one.Value),
                TableChangeKind.Update => changed.Update(one.Row, one.Value, one.IfMatch),
                TableChangeKind.Upsert => changed.Upsert(one.Row, one.Value),
                _ => changed.Delete(one.Row, one.IfMatch),
            };
        }

        return changed;
    }

    /// <summary>The change without its condition: whatever is there is overwritten.</summary>
    public static TableChange Unconditional(this TableChange change) =>
        change.Kind is TableChangeKind.Insert or TableChangeKind.Update ? change with { Kind = TableChangeKind.Upsert, IfMatch = default } : change;
}
