using System.Globalization;

namespace RevenueFunctions.Local.Capacity;

/// <summary>A month at list prices. What has no line is not in the total: docs/capacity.md lists it.</summary>
internal static class CapacityCosts
{
    /// <summary>The lines of a plan.</summary>
    public static IReadOnlyList<CostLine> Of(CapacityPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var inputs = plan.Inputs;
        var hours = (decimal)CapacityPlan.Hours;
        var isStandard = plan.Hub.Tier == HubTier.Standard;
        var gigabyteSeconds = plan.AverageInstances * (inputs.InstanceMegabytes / 1024m) * (decimal)CapacityPlan.Seconds;
        var executions = (decimal)(plan.CallsPerSecond * CapacityPlan.Seconds);
        var extraOperations = Math.Max(0, (decimal)plan.BusOperations - PublishedFigures.ServiceBusFreeOperations.Value);
        return
        [
            new("Event Hubs units", hours * (isStandard
                ? plan.Hub.Throughput * PublishedFigures.ThroughputUnitHour.Value
                : plan.Hub.Processing * PublishedFigures.ProcessingUnitHour.Value)),
            new("Event Hubs ingress", isStandard ? (decimal)(plan.IngressPerMonth / 1e6) * PublishedFigures.IngressMillion.Value : 0),
            new("Capture", isStandard ? plan.Hub.Throughput * hours * PublishedFigures.CaptureUnitHour.Value : 0),
            new(string.Create(CultureInfo.InvariantCulture, $"Capture's files, of {inputs.CaptureDays} days"), (decimal)(plan.CaptureGigabytes * inputs.CaptureDays * 24 / CapacityPlan.Hours) * PublishedFigures.BlobGigabyteMonth.Value),
            new("Functions: time of ingest", Math.Max(0, gigabyteSeconds - PublishedFigures.FlexFreeGigabyteSeconds.Value) * PublishedFigures.FlexGigabyteSecond.Value),
            new("Functions: executions of ingest", Math.Max(0, executions - PublishedFigures.FlexFreeExecutions.Value) / 1_000_000 * PublishedFigures.FlexExecutionMillion.Value),
            new("Table operations", (decimal)(plan.OperationsPerMonth / 10_000) * PublishedFigures.TableTransactions10K.Value),
            new("Checkpoints", executions / 10_000 * PublishedFigures.BlobOther10K.Value),
            new("Table volume of the month", (decimal)plan.TableGigabytes * PublishedFigures.TableGigabyteMonth.Value),
            new("Service Bus", (plan.Hub.Cells * hours * PublishedFigures.ServiceBusHour.Value) + (extraOperations / 1_000_000 * PublishedFigures.ServiceBusMillion.Value)),
        ];
    }
}
