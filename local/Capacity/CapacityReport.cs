using System.Globalization;

namespace RevenueFunctions.Local.Capacity;

/// <summary>A plan's figures in the order and the words they are shown in.</summary>
internal static class CapacityReport
{
    /// <summary>The rows; every plan has the same ones.</summary>
    public static IReadOnlyList<CapacityRow> Of(CapacityPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return [.. HubRows(plan), .. IngestRows(plan), .. TableRows(plan), .. MonthRows(plan), .. MoneyRows(plan)];
    }

    private static IEnumerable<CapacityRow> HubRows(CapacityPlan plan)
    {
        const string Section = "Event Hubs";
        yield return new(Section, "hub events a second", Number(plan.Inputs.HubEventsPerSecond));
        yield return new(Section, "bytes in, MB/s", Number(plan.Inputs.HubEventsPerSecond * plan.Inputs.HubEventBytes / 1e6));
        yield return new(Section, "tier", plan.Hub.Tier.ToString());
        yield return new(Section, "cells (deployments)", Number(plan.Hub.Cells));
        yield return new(Section, "throughput units, at the peak", Number(plan.Hub.Throughput));
        yield return new(Section, "processing units instead", plan.Hub.Tier == HubTier.Standard ? "-" : Number(plan.Hub.Processing));
        yield return new(Section, "partitions of a usage hub", Number(plan.Hub.Partitions));
        yield return new(Section, "most usage events/s of a partition", Number(plan.Hub.PartitionEvents));
    }

    private static IEnumerable<CapacityRow> IngestRows(CapacityPlan plan)
    {
        const string Section = "Functions (Flex Consumption)";
        yield return new(Section, "ingest instances, average", Number(plan.AverageInstances));
        yield return new(Section, "ingest instances, at the peak", Number(plan.Instances));
        yield return new(Section, "calls of the trigger a second", Number(plan.CallsPerSecond));
        yield return new(Section, "usage events in a call", Number(plan.Call.UsageEvents));
    }

    private static IEnumerable<CapacityRow> TableRows(CapacityPlan plan)
    {
        const string Section = "Table storage";
        yield return new(Section, "table operations a second", Number(plan.Operations));
        yield return new(Section, "table operations for 1,000 events", Number(plan.Operations / plan.Inputs.EventsPerSecond * 1000));
        yield return new(Section, "rows a second, at the peak", Number(plan.PeakEntities));
        yield return new(Section, "storage accounts for tables", Number(plan.DataAccounts));
        yield return new(Section, "shards of the largest customer", Number(plan.Shards.Largest));
        yield return new(Section, "shards of each other customer", Number(plan.Shards.Others));
    }

    private static IEnumerable<CapacityRow> MonthRows(CapacityPlan plan)
    {
        const string Section = "A month";
        yield return new(Section, "usage events, millions", Number(plan.EventsPerMonth / 1e6));
        yield return new(Section, "table operations, millions", Number(plan.OperationsPerMonth / 1e6));
        yield return new(Section, "of these to close it, millions", Number(plan.ClosingOperations / 1e6));
        yield return new(Section, "tables grow by, GB", Number(plan.TableGigabytes));
        yield return new(Section, "Capture writes, GB", Number(plan.CaptureGigabytes));
        yield return new(Section, "sagas", Number(plan.Inputs.Accounts));
        yield return new(Section, "scheduler actions a second, all closed in an hour", Number(plan.SchedulerActions));
        yield return new(Section, "scheduler capacity units", Number(plan.SchedulerUnits));
        yield return new(Section, "Service Bus operations", Number(plan.BusOperations));
    }

    private static IEnumerable<CapacityRow> MoneyRows(CapacityPlan plan)
    {
        const string Section = "US dollars a month, list prices";
        foreach (var line in plan.Costs)
        {
            yield return new(Section, line.What, Money(line.Usd));
        }

        yield return new(Section, "together", Money(plan.Cost));
        yield return new(Section, "for a million usage events", Money(plan.CostPerMillion));
        yield return new(Section, string.Create(CultureInfo.InvariantCulture, $"tables, with {plan.Inputs.Months} months in them"), Money(plan.VolumeCost));
    }

    // Three digits that mean something: the figures are estimates.
    private static string Number(double value) => value switch
    {
        0 => "0",
        < 1 => value.ToString("0.00", CultureInfo.InvariantCulture),
        < 10 when value != Math.Floor(value) => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("N0", CultureInfo.InvariantCulture),
    };

    private static string Money(decimal usd) => usd switch
    {
        0 => "0",
        < 1 => usd.ToString("0.000", CultureInfo.InvariantCulture),
        < 100 => usd.ToString("0.00", CultureInfo.InvariantCulture),
        _ => usd.ToString("N0", CultureInfo.InvariantCulture),
    };
}
