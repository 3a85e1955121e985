using RevenueFunctions.Ledger;
using RevenueFunctions.Posting;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Tests.Unit.Posting;

/// <summary>Attempts count calls of the ERP; the latency is recorded once for each entry in the books.</summary>
public sealed class PostingCountingTests
{
    private readonly LaneBench bench = new();

    [Theory]
    [InlineData(LedgerFaultKind.TimeoutBeforeCommit, "unanswered", 1)]
    [InlineData(LedgerFaultKind.TimeoutAfterCommit, "unanswered", 0)]
    [InlineData(LedgerFaultKind.Down, "unavailable", 1)]
    public async Task Drain_CallThatFails_CountsAsWhatItWas(LedgerFaultKind fault, string outcome, int posted)
    {
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a"), null);
        bench.Faults.Add(LaneBench.Entity, new LedgerFault(fault));
        await bench.DrainToTheEndAsync();
        Assert.Equal((1, posted), (Attempts(outcome), Attempts("posted")));
        Assert.Single(bench.Meters.Of(InstrumentNames.PostingLatency, (InstrumentTags.LegalEntity, LaneBench.Entity)));
    }

    [Fact]
    public async Task Drain_RejectedAndSentAgain_IsTwoAttemptsAndOneFact()
    {
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a"), null);
        bench.Faults.Add(LaneBench.Entity, new LedgerFault(LedgerFaultKind.Reject, "closed"));
        await bench.DrainAsync();
        bench.Clock.Advance(TimeSpan.FromMinutes(5));
        await bench.Control.RetryAsync(LaneBench.Entity, "open again", bench.Sagas);
        await bench.DrainAsync();
        await bench.DrainAsync("worker-again");
        Assert.Equal((1, 1), (Attempts("rejected"), Attempts("posted")));
        Assert.Equal(300, Assert.Single(bench.Meters.Of(InstrumentNames.PostingLatency)).Value);
    }

    [Fact]
    public async Task Drain_ManyWorkersAtOnce_RecordEachEntryOnce()
    {
        for (var at = 0; at < 40; at++)
        {
            await bench.Lane.EnqueueAsync(LaneBench.Entry($"invoice:{at}"), null);
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() => bench.DrainAsync($"worker-{worker}"))));
        await bench.DrainToTheEndAsync();
        Assert.Equal(40, bench.Meters.Of(InstrumentNames.PostingLatency).Count);
    }

    private int Attempts(string outcome) =>
        (int)bench.Meters.Sum(InstrumentNames.PostingAttempts, (InstrumentTags.LegalEntity, LaneBench.Entity), (InstrumentTags.Outcome, outcome));
}
