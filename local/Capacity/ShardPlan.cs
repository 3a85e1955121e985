namespace RevenueFunctions.Local.Capacity;

/// <summary>Over how many table partitions the usage of a customer's period is spread.</summary>
/// <param name="Largest">Shards of the largest customer.</param>
/// <param name="Others">Shards of each other one.</param>
/// <param name="UsagePartitions">Usage partitions that are written at a time.</param>
internal sealed record ShardPlan(int Largest, int Others, double UsagePartitions)
{
    /// <summary>What the catalog takes for one account.</summary>
    public const int Most = 64;

    /// <summary>Rows that a second of a usage partition may have: what is published, less a reserve.</summary>
    public static double RowsPerSecond => (double)PublishedFigures.PartitionEntities.Value * MeasuredFigures.PlannedStorage;

    /// <summary>The shards at a rate, each usage event costing one row and its part of fence and roll-ups.</summary>
    public static ShardPlan For(CapacityInputs peak)
    {
        // One row in ten for fence and roll-ups: with fewer records in a batch the partition is not near its limit.
        const double RowsPerEvent = 1.1;
        var rows = peak.EventsPerSecond * RowsPerEvent;
        var largest = peak.Accounts == 1 ? rows : rows * peak.LargestShare;
        var others = peak.Accounts == 1 ? 0 : (rows - largest) / (peak.Accounts - 1);
        var (first, rest) = (Needed(largest), Needed(others));
        return new ShardPlan(first, rest, first + ((double)(peak.Accounts - 1) * rest));
    }

    private static int Needed(double rows) => Math.Max(1, (int)Math.Ceiling(rows / RowsPerSecond));
}
