namespace RevenueFunctions.Local.Capacity;

/// <summary>The Event Hubs namespace, or the cells when one does not take the load.</summary>
/// <param name="Tier">Standard or Premium.</param>
/// <param name="Throughput">Throughput units that the load is worth; those of a Standard namespace.</param>
/// <param name="Processing">Processing units of all cells; 0 for a Standard namespace.</param>
/// <param name="Partitions">Partitions of each cell's usage hub.</param>
/// <param name="Cells">
/// Complete deployments, each with its own namespace, function app and tables, among which customers are divided: the ingest ledger is kept by
/// hub partition, so two hubs cannot share one.
/// </param>
/// <param name="PartitionEvents">Usage events a second that a partition's calls get through at most.</param>
/// <param name="Remarks">What does not fit, and what is needed instead.</param>
internal sealed record HubPlan(HubTier Tier, int Throughput, int Processing, int Partitions, int Cells, double PartitionEvents, IReadOnlyList<string> Remarks)
{
    private static readonly int[] StandardSizes = [4, 8, 16, 32];
    private static readonly int[] PremiumSizes = [4, 8, 16, 32, 64, 100];
    private static readonly int[] UnitSizes = [1, 2, 4, 6, 8, 10, 12, 16];

    /// <summary>The hub for a peak, when ingest needs at least so many instances.</summary>
    public static HubPlan For(CapacityInputs peak, ShardPlan shards, int instances)
    {
        var bytes = peak.HubEventsPerSecond * peak.HubEventBytes;
        var throughput = Ceiling(Math.Max(peak.HubEventsPerSecond / (double)PublishedFigures.UnitEvents.Value, bytes / (double)PublishedFigures.UnitBytes.Value));
        var perPartition = PartitionRate(peak, shards);

        // An instance without a partition has nothing to do, and a partition is only as fast as its calls.
        var parallel = Math.Max(instances, Ceiling(peak.EventsPerSecond / perPartition));
        var standard = (int)(PublishedFigures.StandardPartitions.Value * PublishedFigures.PartitionUnits.Value);
        if (throughput <= standard && (peak.Partitions ?? parallel) <= standard)
        {
            return Standard(peak, throughput, parallel, perPartition);
        }

        return Premium(peak, bytes, throughput, parallel, perPartition, standard);
    }

    private static HubPlan Standard(CapacityInputs peak, int throughput, int parallel, double perPartition)
    {
        var needed = Math.Max(throughput, parallel);
        return new HubPlan(HubTier.Standard, throughput, 0, peak.Partitions ?? Size(StandardSizes, needed), 1, perPartition, TooFew(peak, needed));
    }

    private static HubPlan Premium(CapacityInputs peak, double bytes, int throughput, int parallel, double perPartition, int standard)
    {
        var processing = Ceiling(bytes / (double)PublishedFigures.PremiumUnitBytes.Value);
        var most = (int)PublishedFigures.PremiumPartitions.Value;
        var cells = Math.Max(
            Ceiling(processing / (double)PublishedFigures.PremiumUnits.Value),
            Ceiling((double)parallel / Math.Min(peak.Partitions ?? most, most)));
        var remarks = new List<string>
        {
            $"One Standard hub takes {standard} throughput units on {standard} partitions; this needs {throughput:N0} units and {parallel:N0} partitions: Premium, or {Ceiling((double)Math.Max(throughput, parallel) / standard)} Standard cells"
                + (peak.EventsPerHubEvent == 1 ? ", or batches of usage events in a hub event." : "."),
            "Processing units are sized by bytes (5 MB/s each, the lower published figure). No events a second are published for them: load-test with your producers, above all without batches.",
        };
        if (cells > 1)
        {
            remarks.Add($"One Premium hub takes {PublishedFigures.PremiumUnits.Value} units and {most} partitions: {cells} cells, each a deployment of its own with its part of the customers; or a Dedicated cluster with up to 1,024 partitions a hub, sized by a load test.");
        }

        var partitions = peak.Partitions ?? Size(PremiumSizes, Ceiling((double)parallel / cells));
        var units = cells * Size(UnitSizes, Ceiling((double)processing / cells));
        return new HubPlan(HubTier.Premium, throughput, units, partitions, cells, perPartition, [.. remarks, .. TooFew(peak, Ceiling((double)parallel / cells))]);
    }

    private static IReadOnlyList<string> TooFew(CapacityInputs peak, int needed) =>
        peak.Partitions is { } given && given < needed
            ? [$"{given} partitions are too few: {needed} are needed. Partitions of a Standard hub cannot be added later."]
            : [];

    private static double PartitionRate(CapacityInputs peak, ShardPlan shards)
    {
        // As if 32 partitions shared the customers: with fewer, a call finds more customers and is a little slower, and there is less to do.
        var call = TriggerCall.Of(peak, MeasuredFigures.TriggerHubEvents, shards.UsagePartitions / 32, shards.Others);
        return call.UsageEvents / call.Seconds(peak) * MeasuredFigures.PlannedPart;
    }

    private static int Ceiling(double value) => Math.Max(1, (int)Math.Ceiling(value));

    private static int Size(int[] sizes, int needed) => sizes.FirstOrDefault(size => size >= needed, sizes[^1]);
}
