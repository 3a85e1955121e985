using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Capacity;
using RevenueFunctions.Storage;
using RevenueFunctions.Tests.Unit.Ingest;

namespace RevenueFunctions.Tests.Unit.Capacity;

/// <summary>The plan's picture of a trigger's call against what ingest really reads and writes.</summary>
public class WritePatternTests
{
    private const int Regions = 2;

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 40, 4)]
    [InlineData(1, 64, 4)]
    [InlineData(1, 256, 8)]
    [InlineData(1, 256, 1)]
    [InlineData(100, 1, 1)]
    [InlineData(100, 16, 4)]
    [InlineData(100, 200, 8)]
    public async Task Of_ACallOfTheTrigger_CountsWhatIngestDoes(int perHubEvent, int hubEvents, int accounts)
    {
        var (store, ingest) = World(accounts);
        var feed = new Feed(perHubEvent, accounts);

        // The first calls make the fences and the roll-ups of the hour; the plan is about a stream.
        await ingest.IngestAsync("0", feed.Next(accounts * 28));
        store.Reset();
        await ingest.IngestAsync("0", feed.Next(hubEvents));

        var inputs = new CapacityInputs(1_000) { EventsPerHubEvent = perHubEvent, Series = Regions };
        var plan = TriggerCall.Of(inputs, hubEvents, Math.Min(accounts, hubEvents), 1);
        var counted = $"counted {Count(store, "usage")} batches of usage with {Rows(store, "usage")} rows, {Count(store, "ingestledger")} of the ledger with {Rows(store, "ingestledger")}, "
            + $"{store.Reads} reads, {store.Pages} pages; the plan is {plan}";
        var touched = Math.Min(accounts, hubEvents);
        Near(touched, plan.UsagePartitions, 0.05, counted);
        Near(Count(store, "usage"), plan.UsageCommits, 0.05, counted);
        Near(Rows(store, "usage"), plan.UsageEntities, 0.05, counted);
        Near(Count(store, "ingestledger"), plan.LedgerCommits, 0.05, counted);
        
        // A call may begin or end within a block of 1,024 sequence numbers: a row more or less.
        Assert.True(Math.Abs(Rows(store, "ingestledger") - plan.LedgerEntities) <= 1, counted);
        Near(store.Reads + store.Pages, MeasuredFigures.LedgerReads, 0.5, counted);
    }

    [Fact]
    public async Task Bytes_OfTheRowsThatIngestWrites_AreThoseOfThePlan()
    {
        var (store, ingest) = World(4);
        var feed = new Feed(100, 4);
        await ingest.IngestAsync("0", feed.Next(60));
        var changes = store.Batches.SelectMany(table => table.Value).SelectMany(batch => batch.Changes.Select(change => (batch.Partition, change.Row, change.Value))).ToList();
        var sizes = changes.GroupBy(change => change.Row[0]).ToDictionary(kind => kind.Key, kind => kind.Average(change => Billed(change.Partition, change.Row, change.Value.Length)));
        var said = string.Join(", ", sizes.Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Key}: {kind.Value:N0}")));
        Near(sizes['r'], MeasuredFigures.RecordBytes, 0.1, said);
        Near(sizes['a'], MeasuredFigures.RollupBytes, 0.1, said);
        Near(sizes['e'], MeasuredFigures.LedgerEntryBytes, 0.1, said);
        Near(sizes['b'], MeasuredFigures.LedgerBlockBytes, 0.1, said);
    }

    // As Tables bill a row: 4 bytes, the keys in UTF-16, and a property v0 of 8 bytes, its name in UTF-16, its value and 4 bytes.
    private static double Billed(string partition, string row, int value) => 4 + (2 * (partition.Length + row.Length)) + 8 + 4 + 4 + value;

    private static int Count(CountingStore store, string table) => store.Batches.GetValueOrDefault(table)?.Count ?? 0;

    private static int Rows(CountingStore store, string table) => store.Batches.GetValueOrDefault(table)?.Sum(batch => batch.Changes.Count) ?? 0;

    private static void Near(double counted, double planned, double part, string said) =>
        Assert.True(Math.Abs(counted - planned) <= Math.Max(counted * part, 0.001), $"{planned:N2} planned, {counted:N2} counted; {said}");

    private static (CountingStore Store, UsageIngest Ingest) World(int accounts)
    {
        var store = new CountingStore();
        var world = new IngestWorld(store);
        world.ChangeCatalog(documents => documents with
        {
            Accounts = [.. Enumerable.Range(0, accounts).Select(at => new Account(Feed.Account(at), "Customer", "de01", "UTC", "DE", 1, [Feed.Account(at)]))],
            Subscriptions = [.. Enumerable.Range(0, accounts).Select(at => new Subscription($"subscription-{at:D4}", Feed.Account(at), "scale", 1, IngestWorld.Start.AddYears(-1)))],
        });
        return (store, world.Ingest);
    }

    /// <summary>A stream of hub events, each of one customer, evenly and in turn.</summary>
    private sealed class Feed(int perHubEvent, int accounts)
    {
        private long hub;
        private long number;

        public static string Account(long at) => string.Create(CultureInfo.InvariantCulture, $"customer-{at:D4}");

        public List<HubEvent> Next(int count)
        {
            var events = new List<HubEvent>(count);
            for (var at = 0; at < count; at++, hub++)
            {
                var bodies = Enumerable.Range(0, perHubEvent).Select(_ => Event(hub % accounts, number++)).ToImmutableArray();
                var body = perHubEvent == 1 ? bodies[0] : IngestWorld.Batch(bodies);
                events.Add(new HubEvent(hub, IngestWorld.Start.AddMilliseconds(hub), System.Text.Encoding.UTF8.GetBytes(body)));
            }

            return events;
        }

        private static string Event(long account, long number) => IngestWorld.Event(
            string.Create(CultureInfo.InvariantCulture, $"{number:D12}-7f3a"), IngestWorld.Start.AddMinutes(5).AddMilliseconds(number), 1.5m, Account(account),
            "/regions/eu-west/pods/007", region: number / 7 % Regions == 0 ? "eu" : "us");
    }
}
