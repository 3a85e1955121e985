using RevenueFunctions.Invoicing;
using RevenueFunctions.Sagas;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Tests.Unit.Operations;

/// <summary>The latency of an invoice is recorded when it gets its number, once, and not again when a person has the period billed anew.</summary>
public sealed class InvoiceLatencyTests
{
    private const string Saga = "invoice:acme-0:20261001";

    [Fact]
    public async Task Issue_AskedForAgain_IsRecordedOnce()
    {
        await using var fabric = await MeasuredFabric.StartAsync();
        await IssueAsync(fabric, 1);
        await IssueAsync(fabric, 1);
        Assert.Equal(2 * 3600, Assert.Single(fabric.Meters.Of(InstrumentNames.InvoiceLatency)).Value);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task Issue_BilledAnew_IsRecordedOnlyWhenItWasNotAskedFor(bool rebill, int recorded)
    {
        await using var fabric = await MeasuredFabric.StartAsync();
        var journal = fabric.Get<SagaJournal>();
        await journal.ClaimAsync("acme-0", "20261001", again: false);
        var id = await IssueAsync(fabric, 1);
        await fabric.Get<InvoiceStore>().CreditAsync(id, "DE-", "wrong plan");
        await journal.EndAsync(new SagaEnd(Saga, "acme-0", "20261001", 1, rebill ? SagaState.Completed : SagaState.Compensated, id));
        _ = rebill ? await journal.ClaimRebillAsync("acme-0", "20261001", id) : await journal.ClaimAsync("acme-0", "20261001", again: true);

        fabric.Clock.Advance(TimeSpan.FromDays(9));
        Assert.Equal("acme-0:20261001:2", await IssueAsync(fabric, 2));
        Assert.Equal(recorded, fabric.Meters.Of(InstrumentNames.InvoiceLatency).Count);
    }

    private static async Task<string> IssueAsync(MeasuredFabric fabric, int run)
    {
        if (run == 1)
        {
            await fabric.IngestAsync(fabric.Enqueue(3));
        }

        var steps = fabric.Get<InvoiceSteps>();
        var input = new StepInput(Saga, "acme-0", "20261001", run, 1);
        Assert.Equal(StepResult.Done, (await steps.FreezeAsync(input, CancellationToken.None)).Result);
        var rated = await steps.RateAsync(input, CancellationToken.None);
        Assert.Equal((StepResult.Done, null), (rated.Result, rated.Message));
        Assert.Equal(StepResult.Done, (await steps.IssueAsync(input with { InvoiceId = rated.Value }, CancellationToken.None)).Result);
        return rated.Value!;
    }
}
