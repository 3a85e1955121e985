using System.Globalization;
using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Demo.Oracle;

namespace RevenueFunctions.Local.Demo;

/// <summary>Waits for ingest and compares its ledger with the oracle.</summary>
internal sealed class IngestProgress(FabricApi api, TimeProvider clock)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(60);

    private long seen;

    /// <summary>Waits until so many usage events have an outcome and no hub event is without one.</summary>
    public async Task WaitAsync(DemoConsole console, long events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(console);
        var before = Interlocked.Read(ref seen);
        await console.TrackAsync("ingested", "events", events - before, () => Interlocked.Read(ref seen) - before, () => WaitAsync(events, cancellationToken));
    }

    /// <summary>Compares outcome by outcome, and requires that every partition closes.</summary>
    public async Task<IReadOnlyList<PartitionConservation>> CompareAsync(UsageOracle oracle, Checks checks, string invariant, CancellationToken cancellationToken)
    {
        var report = await api.ConservationAsync(cancellationToken);
        checks.Equal(invariant, "accepted", oracle.AcceptedCount, report.Sum(partition => partition.Totals.Accepted));
        checks.Equal(invariant, "duplicate", oracle.DuplicateCount, report.Sum(partition => partition.Totals.Duplicate));
        checks.Equal(invariant, "quarantined", oracle.QuarantinedCount, report.Sum(partition => partition.Totals.Quarantined));
        checks.Equal(invariant, "excluded", oracle.ExcludedCount, report.Sum(partition => partition.Totals.Excluded));
        foreach (var partition in report)
        {
            checks.True("Conservation closes in each partition", $"partition {partition.Partition}: {invariant}", partition.Closes && partition.NotYetSeen == 0);
        }

        return report;
    }

    private async Task WaitAsync(long events, CancellationToken cancellationToken)
    {
        var moved = clock.GetTimestamp();
        while (true)
        {
            var report = await api.ConservationAsync(cancellationToken);
            var now = report.Sum(partition => partition.Totals.UsageEvents);
            if (now >= events && report.All(partition => partition.NotYetSeen == 0))
            {
                Interlocked.Exchange(ref seen, now);
                return;
            }

            if (Interlocked.Exchange(ref seen, now) != now)
            {
                moved = clock.GetTimestamp();
            }
            else if (clock.GetElapsedTime(moved) > GiveUpAfter)
            {
                throw new DemoException(string.Create(
                    CultureInfo.InvariantCulture, $"Ingest stands still at {now:N0} of {events:N0} usage events; {report.Sum(partition => partition.NotYetSeen):N0} hub events are not seen yet."));
            }

            await Task.Delay(LookEvery, clock, cancellationToken);
        }
    }
}
