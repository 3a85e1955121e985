using RevenueFunctions.Invoicing;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Storage;
using static RevenueFunctions.Tests.Unit.Invoicing.InvoiceBench;

namespace RevenueFunctions.Tests.Unit.Invoicing;

/// <summary>Numbers without a gap, whoever asks and however often.</summary>
public class DocumentNumbersTests
{
    private readonly MemoryStore store = new();

    [Fact]
    public async Task Allot_ManyWorkersAskingTwice_LeavesNoGapAndNoDouble()
    {
        // Each worker is a process of its own: they share the store and no gate.
        var workers = Enumerable.Range(0, 8).Select(_ => new DocumentNumbers(store, new VirtualClock(Now))).ToList();
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), async (ask, cancellationToken) =>
            Assert.NotNull(await workers[ask % 8].AllotAsync("us01", DocumentSeries.Invoice, "US-", $"a{ask % 200}:20260301", cancellationToken)));

        var numbers = (await workers[0].ListAsync("us01", DocumentSeries.Invoice, 1000, null)).Numbers;
        Assert.Equal(Enumerable.Range(1, 200).Select(number => (long)number), numbers.Select(number => number.Sequence));
        Assert.Equal(200, numbers.Select(number => number.DocumentId).Distinct().Count());
        Assert.Equal("US-000200", numbers[^1].Number);
    }

    [Fact]
    public async Task Allot_EntitiesAndSeries_CountByThemselves()
    {
        var numbers = new DocumentNumbers(store, new VirtualClock(Now));
        Assert.Equal("US-000001", (await numbers.AllotAsync("us01", DocumentSeries.Invoice, "US-", "a:20260301"))!.Number);
        Assert.Equal("DE-000001", (await numbers.AllotAsync("de01", DocumentSeries.Invoice, "DE-", "b:20260301"))!.Number);
        Assert.Equal("US-CN-000001", (await numbers.AllotAsync("us01", DocumentSeries.CreditNote, "US-", "a:20260301"))!.Number);
        Assert.Equal("US-000002", (await numbers.AllotAsync("us01", DocumentSeries.Invoice, "US-", "c:20260301"))!.Number);
    }

    [Fact]
    public async Task Allot_ClockGoesBack_KeepsDatesRising()
    {
        var first = await new DocumentNumbers(store, new VirtualClock(Now)).AllotAsync("us01", DocumentSeries.Invoice, "US-", "a:20260301");
        var second = await new DocumentNumbers(store, new VirtualClock(Now.AddHours(-1))).AllotAsync("us01", DocumentSeries.Invoice, "US-", "b:20260301");
        Assert.Equal(first!.AllottedAt, second!.AllottedAt);
    }

    [Fact]
    public async Task Close_RacingWithAllot_EndsOneWay()
    {
        for (var run = 0; run < 100; run++)
        {
            var id = $"a{run}:20260301";
            var allot = Task.Run(() => new DocumentNumbers(store, new VirtualClock(Now)).AllotAsync("us01", DocumentSeries.Invoice, "US-", id));
            var close = Task.Run(() => new DocumentNumbers(store, new VirtualClock(Now)).CloseAsync("us01", DocumentSeries.Invoice, id));
            Assert.Equal(await allot is null, await close);
        }
    }
}
