using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Tests.Unit.Sagas;

public sealed class SagaJournalTests
{
    private readonly SagaJournal journal = new(new MemoryStore(), new VirtualClock(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero)));

    [Fact]
    public async Task Claim_FromManyAtOnce_IsOneRun()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => journal.ClaimAsync("acme", "20261001", again: false))));

        Assert.All(claims, claim => Assert.Equal((1, SagaState.Running), (claim.Run, claim.State)));
    }

    [Fact]
    public async Task Claim_AfterCompensation_TakesAPersonsWord()
    {
        await journal.ClaimAsync("acme", "20261001", again: false);
        await journal.EndAsync(End(1, SagaState.Compensated));

        Assert.Equal(SagaState.Compensated, (await journal.ClaimAsync("acme", "20261001", again: false)).State);
        Assert.Equal((2, SagaState.Running), ((await journal.ClaimAsync("acme", "20261001", again: true)).Run, (await journal.FindAsync(SagaId.Of("acme", "20261001")))!.State));
    }

    [Fact]
    public async Task End_OfAnEarlierRun_LeavesTheLaterOneAlone()
    {
        await journal.ClaimAsync("acme", "20261001", again: false);
        await journal.EndAsync(End(1, SagaState.Compensated));
        await journal.ClaimAsync("acme", "20261001", again: true);

        await journal.EndAsync(End(1, SagaState.Completed));

        Assert.Equal((2, SagaState.Running), ((await journal.FindAsync("invoice:acme:20261001"))!.Run, (await journal.FindAsync("invoice:acme:20261001"))!.State));
    }

    [Fact]
    public async Task Answer_Twice_TheFirstOneStands()
    {
        await journal.AnswerAsync("saga", "case", SagaAction.Retry, "first");
        var second = await journal.AnswerAsync("saga", "case", SagaAction.Abort, "second");

        Assert.Equal((SagaAction.Retry, "first"), (second.Action, second.Note));
    }

    [Theory]
    [InlineData("invoice:acme:20261001", "acme", "20261001")]
    [InlineData("invoice:a:b:20261001", "a:b", "20261001")]
    public void Parse_SagaId_GivesAccountAndPeriod(string id, string account, string period) => Assert.Equal((account, period), SagaId.Parse(id));

    [Theory]
    [InlineData("")]
    [InlineData("invoice:")]
    [InlineData("invoice:acme")]
    [InlineData("invoice:acme:")]
    [InlineData("other:acme:20261001")]
    public void Parse_NoSagaId_IsNull(string id) => Assert.Null(SagaId.Parse(id));

    private static SagaEnd End(int run, SagaState state) => new("invoice:acme:20261001", "acme", "20261001", run, state);
}
