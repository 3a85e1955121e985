using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Storage;

/// <summary>What <see cref="ILocalStore.CommitAllAsync"/> refuses: bad keys, and a row that is changed twice in one transaction.</summary>
internal static class LocalLimits
{
    /// <exception cref="TableLimitException">Names the key or row.</exception>
    public static void Check(IReadOnlyList<TableBatch> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        var changes = 0;
        for (var at = 0; at < batches.Count; at++)
        {
            TableLimits.CheckTable(batches[at].Table);
            TableLimits.CheckKey(batches[at].Partition, "partition key");
            foreach (var change in batches[at].Changes)
            {
                TableLimits.CheckKey(change.Row, "row key");
            }

            changes += batches[at].Changes.Count;
        }

        if (changes > 1)
        {
            CheckRowsDiffer(batches);
        }
    }

    private static void CheckRowsDiffer(IReadOnlyList<TableBatch> batches)
    {
        var rows = new HashSet<(string Table, string Partition, string Row)>();
        foreach (var batch in batches)
        {
            foreach (var change in batch.Changes)
            {
                if (!rows.Add((batch.Table, batch.Partition, change.Row)))
                {
                    throw new TableLimitException($"Row '{change.Row}' of partition '{batch.Partition}' is changed twice in one transaction: merge the two changes.");
                }
            }
        }
    }
}
