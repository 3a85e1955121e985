namespace RevenueFunctions.Local.Capacity;

/// <summary>
/// What a rate of usage events needs on Azure and costs. Limits are met at the peak, quantities and money are of the average. Pure: the same inputs,
/// the same figures.
/// </summary>
/// <param name="Inputs">What it is made for.</param>
/// <param name="Hub">Event Hubs.</param>
/// <param name="Shards">The sharding of usage.</param>
/// <param name="Instances">Instances of the ingest function at the peak.</param>
/// <param name="AverageInstances">Instances at the average.</param>
/// <param name="Call">A call of the trigger at the average.</param>
/// <param name="CallsPerSecond">Calls a second at the average.</param>
/// <param name="PeakEntities">Table rows read and written a second at the peak.</param>
/// <param name="PeakOperations">Table operations a second at the peak.</param>
internal sealed record CapacityPlan(
    CapacityInputs Inputs,
    HubPlan Hub,
    ShardPlan Shards,
    int Instances,
    int AverageInstances,
    TriggerCall Call,
    double CallsPerSecond,
    double PeakEntities,
    double PeakOperations)
{
    /// <summary>Hours of an average month.</summary>
    public const double Hours = 730;

    /// <summary>Seconds of an average month.</summary>
    public const double Seconds = Hours * 3600;

    private const double Gigabyte = 1_000_000_000;

    /// <summary>Storage accounts for the tables, of all cells.</summary>
    public int DataAccounts => Math.Max(Hub.Cells, (int)Math.Ceiling(PeakEntities / ((double)PublishedFigures.AccountEntities.Value * MeasuredFigures.PlannedStorage)));

    /// <summary>Usage events of a month.</summary>
    public double EventsPerMonth => Inputs.EventsPerSecond * Seconds;

    /// <summary>Table operations a second at the average.</summary>
    public double Operations => CallsPerSecond * Call.TableOperations;

    /// <summary>Table operations of a month: ingest, the sagas, and the pages that closing reads.</summary>
    public double OperationsPerMonth => (Operations * Seconds) + ClosingOperations;

    /// <summary>Table operations of closing a month.</summary>
    public double ClosingOperations =>
        (Inputs.Accounts * (double)MeasuredFigures.SagaTableOperations) + (EventsPerMonth * MeasuredFigures.ReadsWhenClosing / RevenueFunctions.Storage.TableLimits.PageRows);

    /// <summary>Ingress events of a month as they are billed.</summary>
    public double IngressPerMonth => Inputs.HubEventsPerSecond * Seconds * Math.Ceiling(Inputs.HubEventBytes / (double)PublishedFigures.IngressBytes.Value);

    /// <summary>GB that a month adds to the tables.</summary>
    public double TableGigabytes => (
        (EventsPerMonth * MeasuredFigures.RecordBytes)
        + (Math.Min(EventsPerMonth, (double)Inputs.Accounts * Inputs.Series * Hours * Shards.Others) * MeasuredFigures.RollupBytes)
        + (Inputs.HubEventsPerSecond * Seconds * (MeasuredFigures.LedgerBlockBytes / MeasuredFigures.HubEventsPerBlock))
        + (Inputs.EventsPerHubEvent == 1 ? 0 : Inputs.HubEventsPerSecond * Seconds * MeasuredFigures.LedgerEntryBytes)) / Gigabyte;

    /// <summary>GB of event bodies that Capture writes in a month; its files are a little larger, or smaller where they are compressed.</summary>
    public double CaptureGigabytes => Inputs.HubEventsPerSecond * Seconds * Inputs.HubEventBytes / Gigabyte;

    /// <summary>Actions a second of the Durable Task Scheduler when all customers' months are closed within an hour.</summary>
    public double SchedulerActions => Inputs.Accounts * (double)MeasuredFigures.SagaActions / 3600;

    /// <summary>Capacity units of the Durable Task Scheduler (Dedicated).</summary>
    public int SchedulerUnits => Math.Max(1, (int)Math.Ceiling(SchedulerActions / (double)PublishedFigures.SchedulerUnitActions.Value));

    /// <summary>Service Bus operations of a month's invoices.</summary>
    public double BusOperations => Inputs.Accounts * (double)MeasuredFigures.DoorbellOperations;

    /// <summary>The month's cost, part by part.</summary>
    public IReadOnlyList<CostLine> Costs => CapacityCosts.Of(this);

    /// <summary>The month's cost.</summary>
    public decimal Cost => Costs.Sum(line => line.Usd);

    /// <summary>The cost of a million usage events.</summary>
    public decimal CostPerMillion => Cost / (decimal)(EventsPerMonth / 1_000_000);

    /// <summary>What the tables cost a month when they hold several months of usage: the fabric deletes none.</summary>
    public decimal VolumeCost => (decimal)(TableGigabytes * Inputs.Months) * PublishedFigures.TableGigabyteMonth.Value;

    /// <summary>What does not fit, and what is needed instead.</summary>
    public IReadOnlyList<string> Remarks => [.. Hub.Remarks, .. CapacityRemarks.Of(this)];

    /// <summary>Makes the plan.</summary>
    public static CapacityPlan For(CapacityInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var peak = inputs.AtPeak();
        var shards = ShardPlan.For(peak);
        var hub = HubPlan.For(peak, shards, 1);
        var instances = InstancesFor(peak, hub, shards);
        if (instances > hub.Partitions * hub.Cells)
        {
            // More partitions make smaller calls, which cost a little more: the difference is within what is planned with.
            hub = HubPlan.For(peak, shards, instances);
        }

        var (call, calls) = Calls(inputs, hub, shards);
        var (peakCall, peakCalls) = Calls(peak, hub, shards);
        return new CapacityPlan(
            inputs, hub, shards, Math.Max(instances, hub.Cells), Math.Max(InstancesFor(inputs, hub, shards), hub.Cells), call, calls, peakCalls * peakCall.Entities, peakCalls * peakCall.TableOperations);
    }

    private static (TriggerCall Call, double PerSecond) Calls(CapacityInputs at, HubPlan hub, ShardPlan shards)
    {
        var partitions = (double)hub.Partitions * hub.Cells;
        var call = TriggerCall.At(at, at.HubEventsPerSecond / partitions, shards.UsagePartitions / partitions, shards.Others);
        return (call, at.HubEventsPerSecond / call.HubEvents);
    }

    private static int InstancesFor(CapacityInputs at, HubPlan hub, ShardPlan shards)
    {
        var (call, calls) = Calls(at, hub, shards);
        return Math.Max(1, (int)Math.Ceiling(calls * call.CoreSeconds / MeasuredFigures.PlannedPart / TriggerCall.CoresOf(at.InstanceMegabytes)));
    }
}
