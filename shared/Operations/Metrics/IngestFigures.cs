using Microsoft.Extensions.Options;
using RevenueFunctions.Ingest;
using RevenueFunctions.Posting;
using RevenueFunctions.Storage;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Operations;

/// <summary>How far ingest is, and whether its books close. One point read for each hub partition and one page of marks.</summary>
internal sealed class IngestFigures(IUsageHub hub, IngestLedger ledger, HubMarks marks, IOptions<MetricsOptions> options)
{
    private const string Section = "ingest";
    private const string Conservation = "/api/v1/ingest/conservation";

    /// <summary>The figures; noted for the next measurement when <paramref name="note"/>.</summary>
    public async Task<FigureSection> MeasureAsync(DateTimeOffset now, bool note, CancellationToken cancellationToken)
    {
        if (await PartitionsAsync(cancellationToken) is not { } all)
        {
            return FigureSection.Without(
                Section, "The usage hub did not answer: how far ingest is behind it is not known.",
                Gauges.IngestCompleteness.Name, Gauges.IngestLag.Name, Gauges.IngestNotYetSeen.Name, Gauges.ConservationGap.Name);
        }

        var known = await marks.ReadAsync(cancellationToken);
        var partitions = new List<(HubPartition Hub, long FirstNotSeen)>();
        var (figures, enqueued, seen) = (new List<Figure>(), 0L, 0L);
        foreach (var partition in all)
        {
            var balance = await ledger.BalanceAsync(partition, cancellationToken);
            var firstNotSeen = balance.LastSequence - (balance.NotYetSeen - balance.Missing) + 1;
            partitions.Add((partition, firstNotSeen));
            (enqueued, seen) = (enqueued + balance.Enqueued, seen + balance.Totals.HubEvents);
            var lag = HubMarks.LagOf(partition, firstNotSeen, balance.NewestSeenAt, known.GetValueOrDefault(partition.Id, []), now);
            figures.Add(Figure.Age(Gauges.IngestLag, lag, AlertKey.ConsumerLag, options.Value.ConsumerLag, Conservation).For(InstrumentTags.Partition, partition.Id));
            figures.Add(Figure.Plain(Gauges.IngestNotYetSeen, Math.Max(0, balance.NotYetSeen), Conservation).For(InstrumentTags.Partition, partition.Id));
            figures.Add(Figure.Count(Gauges.ConservationGap, GapOf(balance), AlertKey.ConservationGap, 0, Conservation).For(InstrumentTags.Partition, partition.Id));
        }

        figures.Insert(0, Figure.Plain(Gauges.IngestCompleteness, enqueued == 0 ? 1m : decimal.Round((decimal)seen / enqueued, 6, MidpointRounding.ToZero), Conservation));
        if (note)
        {
            await marks.NoteAsync(partitions, known, now, cancellationToken);
        }

        return FigureSection.Of(Section, figures);
    }

    // Null while the hub is out of reach. Invoices, lanes and cases are measured all the same: their alerts must not fall silent with it.
    private async Task<IReadOnlyList<HubPartition>?> PartitionsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await hub.GetPartitionsAsync(cancellationToken);
        }
        catch (Exception outage) when (outage is MessagingUnavailableException or StorageUnavailableException or TimeoutException)
        {
            return null;
        }
    }

    /// <summary>Events without an outcome below one that has one, outcomes without an event, and usage events with none or several outcomes.</summary>
    private static long GapOf(PartitionConservation balance)
    {
        var totals = balance.Totals;
        var outcomes = totals.Accepted + totals.Duplicate + totals.Quarantined + totals.Excluded;
        var gap = Math.Abs(balance.Missing) + Math.Max(0, -balance.NotYetSeen) + Math.Abs(totals.UsageEvents - outcomes);
        return gap == 0 && !balance.Closes ? 1 : gap;
    }
}
