using RevenueFunctions.Exceptions;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Tests.Unit.Posting;

public sealed class PostingLaneTests
{
    private readonly LaneBench bench = new();

    [Fact]
    public async Task Enqueue_NewKey_TakesTheNextPlaceAndRings()
    {
        var first = await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a"), "saga-a");
        var second = await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:b"), "saga-b");

        Assert.Equal((EnqueueKind.Queued, 1L), (first.Kind, first.Entry.Sequence));
        Assert.Equal((EnqueueKind.Queued, 2L), (second.Kind, second.Entry.Sequence));
        Assert.Equal(["de01:1", "de01:2"], bench.Doorbell.Rings.Select(ring => ring.MessageId));
    }

    [Fact]
    public async Task Enqueue_SameContentAgain_IsAlreadyQueuedAndRingsAgain()
    {
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a", 100m), "saga-a");

        // 100 and 100.00 are the same money.
        var again = await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a", 100.00m), "saga-a");

        Assert.Equal(EnqueueKind.AlreadyQueued, again.Kind);
        Assert.Equal(1, (await bench.Lane.StatusAsync(LaneBench.Entity)).LastSequence);
        Assert.Equal(2, bench.Doorbell.Rings.Count);
    }

    [Fact]
    public async Task Enqueue_OtherContentUnderTheKey_IsRefusedAndRaisesACase()
    {
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a", 100m), "saga-a");

        var other = await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a", 101m), "saga-a");

        Assert.Equal(EnqueueKind.KeyConflict, other.Kind);
        Assert.Equal(100m, other.Entry.Entry.TotalDebit);
        var (cases, _) = await bench.Exceptions.ListAsync(ExceptionState.Open, 10, null);
        Assert.Equal("posting-key-conflict", Assert.Single(cases).Code);
    }

    [Fact]
    public async Task Enqueue_FromManyAtOnce_LeavesNoGapAndNoDuplicate()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(number => Task.Run(() => bench.Lane.EnqueueAsync(LaneBench.Entry($"invoice:{number % 32}"), null))));

        var (entries, _) = await bench.Lane.EntriesAsync(LaneBench.Entity, 1000, null);
        Assert.Equal(Enumerable.Range(1, 32).Select(number => (long)number), entries.Select(entry => entry.Sequence));
        Assert.Equal(32, entries.Select(entry => entry.Entry.PostingKey).Distinct().Count());
    }

    [Fact]
    public async Task Sweep_EntriesWaitWithoutARing_RingsForTheLane()
    {
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a"), null);
        bench.Doorbell.Rings.Clear();

        Assert.Equal(1, await bench.Lane.SweepAsync());
        await bench.DrainAsync();
        Assert.Equal(0, await bench.Lane.SweepAsync());
    }

    [Fact]
    public async Task FindAnywhere_KeyOfSomeLane_FindsIt()
    {
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a"), null);

        Assert.Equal("invoice:a", (await bench.Lane.FindAnywhereAsync("invoice:a"))?.Entry.PostingKey);
        Assert.Null(await bench.Lane.FindAnywhereAsync("invoice:z"));
    }
}
