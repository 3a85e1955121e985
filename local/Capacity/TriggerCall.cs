namespace RevenueFunctions.Local.Capacity;

/// <summary>
/// What one call of the ingest trigger does to Table storage: the write pattern of shared/Ingest, in numbers. A hub partition is worked on by one
/// call at a time; while it runs, the hub events of the next one arrive, so a faster stream makes larger and cheaper calls.
/// </summary>
/// <param name="HubEvents">Hub events in the call.</param>
/// <param name="UsageEvents">Usage events in it.</param>
/// <param name="UsagePartitions">Usage partitions that they belong to.</param>
/// <param name="UsageCommits">Atomic batches of records, roll-ups and fence.</param>
/// <param name="UsageEntities">Rows that those write.</param>
/// <param name="LedgerCommits">Atomic batches of the ingest ledger.</param>
/// <param name="LedgerEntities">Rows that those write.</param>
/// <param name="RoundTrips">Table operations that wait for each other.</param>
internal sealed record TriggerCall(
    double HubEvents, double UsageEvents, double UsagePartitions, double UsageCommits, double UsageEntities, double LedgerCommits, double LedgerEntities, double RoundTrips)
{
    private const int BatchRows = RevenueFunctions.Storage.TableLimits.BatchChanges;

    /// <summary>Table operations, each billed as one: point reads and batches.</summary>
    public double TableOperations => MeasuredFigures.LedgerReads + UsageCommits + LedgerCommits;

    /// <summary>Rows read and written, each counted against a storage account's target.</summary>
    public double Entities => MeasuredFigures.LedgerReads + UsageEntities + LedgerEntities;

    /// <summary>A call of so many hub events, whose usage belongs evenly to the usage partitions that one hub partition feeds.</summary>
    /// <param name="inputs">What the plan is made for.</param>
    /// <param name="hubEvents">Hub events in it.</param>
    /// <param name="usagePartitions">Usage partitions that the hub partition's events belong to.</param>
    /// <param name="shards">Usage partitions that one customer's usage is spread over; a hub event carries one customer's.</param>
    public static TriggerCall Of(CapacityInputs inputs, double hubEvents, double usagePartitions, double shards)
    {
        var usage = hubEvents * inputs.EventsPerHubEvent;
        var draws = hubEvents * Math.Min(inputs.EventsPerHubEvent, shards);
        var feeds = Math.Max(1, usagePartitions);
        var touched = Math.Max(1, feeds * (1 - Math.Pow(1 - (1 / feeds), draws)));
        var slices = Math.Max(1, Math.Ceiling(usage / MeasuredFigures.EventsPerSlice));

        // A slice is written and settled before the next one is.
        var inOne = Math.Max(1, usage / touched / slices);
        var rollups = Math.Min(inputs.Series, inOne);
        var chain = Math.Ceiling(inOne / (BatchRows - 1 - rollups));
        var commits = touched * chain * slices;
        var rows = inputs.EventsPerHubEvent == 1 ? 0 : hubEvents;
        var blocks = slices + (hubEvents / MeasuredFigures.HubEventsPerBlock);
        var ledger = slices * Math.Ceiling((rows / slices) / (BatchRows - 2) is var full && full > 0 ? full : 1);
        var waves = slices * Math.Max(chain, Math.Ceiling(commits / slices / MeasuredFigures.ConcurrentCommits));
        return new TriggerCall(
            hubEvents, usage, touched, commits, usage + (commits * (1 + rollups)), ledger, rows + blocks + ledger, MeasuredFigures.LedgerReads + waves + ledger);
    }

    /// <summary>Processor time that it takes.</summary>
    public double CoreSeconds => (UsageEvents * MeasuredFigures.CoreSecondsPerEvent) + (Entities * MeasuredFigures.CoreSecondsPerRow);

    /// <summary>How long it takes.</summary>
    public double Seconds(CapacityInputs inputs) =>
        (RoundTrips * inputs.TableMilliseconds / 1000) + (CoreSeconds / CoresOf(inputs.InstanceMegabytes));

    /// <summary>Cores of an instance.</summary>
    public static double CoresOf(int megabytes) => megabytes / 2048d;

    /// <summary>
    /// The call that a hub partition settles on at a rate: as large as what arrives while it runs. At most the trigger's limit, and then the
    /// partition may not keep up.
    /// </summary>
    public static TriggerCall At(CapacityInputs inputs, double hubEventsPerSecond, double usagePartitions, double shards)
    {
        var call = Of(inputs, 1, usagePartitions, shards);
        for (var round = 0; round < 200; round++)
        {
            var next = Math.Clamp(hubEventsPerSecond * call.Seconds(inputs), 1, MeasuredFigures.TriggerHubEvents);
            if (Math.Abs(next - call.HubEvents) < 0.01)
            {
                break;
            }

            // Half-way: the number of batches is a step function, on which a whole step could go to and fro for ever.
            call = Of(inputs, (call.HubEvents + next) / 2, usagePartitions, shards);
        }

        return call;
    }
}
