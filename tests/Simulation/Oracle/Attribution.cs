using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Demo.Oracle;
using RevenueFunctions.Local.Demo.Workload;
using RevenueFunctions.Tests.Simulation.Invariants;
using RevenueFunctions.Tests.Simulation.Workload;

namespace RevenueFunctions.Tests.Simulation.Oracle;

/// <summary>What the oracle makes of the run's usage: each record traced to what was sent, with what it is charged to.</summary>
internal sealed class Attribution
{
    private readonly Dictionary<(string, long, int), SeenItem> items;
    private readonly Stage stage;

    /// <summary>Traces what the fabric has.</summary>
    public Attribution(Outcome outcome, Evidence evidence)
    {
        stage = outcome.Stage;
        Items = [.. evidence.Events.Where(one => one.Ledger is not null).SelectMany(SeenItem.Of)];
        items = Items.ToDictionary(item => item.Place);
    }

    /// <summary>Every usage event that was sent and seen.</summary>
    public IReadOnlyList<SeenItem> Items { get; }

    /// <summary>What the record was made from; null when that was never sent, or was no usage.</summary>
    public (SeenItem Item, UsageFact Fact)? SourceOf(UsageRecord record) =>
        items.GetValueOrDefault((record.HubPartition, record.SequenceNumber, record.Index)) is { Item: SentItem.Usage { Fact: var fact } } item ? (item, fact) : null;

    /// <summary>When the record was written.</summary>
    public long WrittenAt(UsageRecord record) => stage.Witness.RecordWrittenAt(record) ?? stage.Witness.Moment;

    /// <summary>What the fact is charged to by each catalog that may have been in force when the record was made.</summary>
    public IEnumerable<IReadOnlyList<OracleMeasure>> MeasuresOf(UsageRecord record, SeenItem item, UsageFact fact) =>
        stage.Catalog.PossibleBetween(item.Hub.Moment, WrittenAt(record)).Select(catalog => (IReadOnlyList<OracleMeasure>)[.. new MeasureOracle(catalog).Of(fact, record.AccountId)]);

    /// <summary>The record's measures as the oracle writes them, in its order.</summary>
    public IReadOnlyList<OracleMeasure> MeasuresOf(UsageRecord record)
    {
        var meters = stage.Scenario.Catalog.Meters;
        return [.. record.Measures.Select(measure => new OracleMeasure(
            measure.SubscriptionId, measure.Meter, string.Join('|', meters.Single(meter => meter.Key == measure.Meter).GroupBy.Select(path => measure.Group[path])), measure.Quantity, measure.Text))];
    }

    /// <summary>Adds up everything that was recorded, as the oracle measures it.</summary>
    public UsageTally Tally(IEnumerable<UsageRecord> records)
    {
        var tally = new UsageTally(stage.Scenario.Catalog, keepsEvents: true);
        foreach (var record in records)
        {
            if (SourceOf(record) is ({ } item, { } fact))
            {
                // Of several possible measures the one that the record has, which was checked to be among them.
                var had = MeasuresOf(record);
                var possible = MeasuresOf(record, item, fact).ToList();
                tally.Add(record.AccountId, record.PeriodKey, fact.Time, fact.Id, possible.Find(one => AreSame(one, had)) ?? possible[0], record.LateFrom);
            }
        }

        return tally;
    }

    /// <summary>Whether two say the same, whatever the order.</summary>
    public static bool AreSame(IEnumerable<OracleMeasure> one, IEnumerable<OracleMeasure> other) => new HashSet<OracleMeasure>(one).SetEquals(other);
}
