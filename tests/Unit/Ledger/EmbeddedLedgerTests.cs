using System.Globalization;
using RevenueFunctions.Posting;
using RevenueFunctions.Tests.Unit.Posting;

namespace RevenueFunctions.Tests.Unit.Ledger;

public sealed class EmbeddedLedgerTests
{
    private readonly LaneBench bench = new();

    [Fact]
    public async Task Post_ManyAtOnce_KeepsBalancesExactAndNumbersGapless()
    {
        await Task.WhenAll(Enumerable.Range(1, 60).Select(number => Task.Run(() =>
            bench.Ledger.PostAsync(LaneBench.Entry($"invoice:{number}", number + 0.01m), CancellationToken.None))));

        var recount = await bench.Ledger.RecountAsync(LaneBench.Entity);
        Assert.Equal((60L, true), (recount.Documents, recount.IsExact));
        var accounts = await bench.Ledger.TrialBalanceAsync(LaneBench.Entity, CancellationToken.None);
        Assert.Equal([("1200", 1830.60m), ("4000", -1830.60m)], accounts.Select(account => (account.Account, account.Balance)));
    }

    [Fact]
    public async Task Post_SameKeySameContent_AnswersTheFirstDocument()
    {
        var first = Assert.IsType<ErpPostResult.Posted>(await bench.Ledger.PostAsync(LaneBench.Entry("invoice:a"), CancellationToken.None)).Document;
        var second = Assert.IsType<ErpPostResult.Posted>(await bench.Ledger.PostAsync(LaneBench.Entry("invoice:a"), CancellationToken.None)).Document;

        Assert.Equal((first.Reference, first.PostedAt, JournalEntries.Fingerprint(first.Entry)), (second.Reference, second.PostedAt, JournalEntries.Fingerprint(second.Entry)));
        Assert.Equal(1, (await bench.Ledger.RecountAsync(LaneBench.Entity)).Documents);
    }

    [Fact]
    public async Task Post_SameKeyOtherContent_IsRejected()
    {
        await bench.Ledger.PostAsync(LaneBench.Entry("invoice:a", 1m), CancellationToken.None);

        Assert.Equal("posting-key-conflict", await RejectionOf(LaneBench.Entry("invoice:a", 2m)));
    }

    [Fact]
    public async Task Post_BrokenEntry_IsRejectedWithItsReason()
    {
        var good = LaneBench.Entry("invoice:a", 10m);

        Assert.Equal("unbalanced", await RejectionOf(good with { Lines = [good.Lines[0], good.Lines[1] with { Credit = 9m }] }));
        Assert.Equal("too-few-lines", await RejectionOf(good with { Lines = [good.Lines[0]] }));
        Assert.Equal("too-few-lines", await RejectionOf(good with { Lines = default }));
        Assert.Equal("not-one-side", await RejectionOf(good with { Lines = [good.Lines[0], good.Lines[1] with { Credit = 0m }] }));
        Assert.Equal("not-one-side", await RejectionOf(good with { Lines = [good.Lines[0] with { Debit = -10m }, good.Lines[1]] }));
        Assert.Equal("below-minor-unit", await RejectionOf(LaneBench.Entry("invoice:a", 10.001m)));
        Assert.Equal("currency-mismatch", await RejectionOf(good with { Currency = "USD" }));
        Assert.Equal("unknown-account", await RejectionOf(LaneBench.Entry("invoice:a", revenue: "4711")));
        Assert.Equal("unknown-legal-entity", await RejectionOf(good with { LegalEntityId = "xx99" }));
        Assert.Equal("empty-posting-key", await RejectionOf(good with { PostingKey = " " }));
        Assert.Equal(0, (await bench.Ledger.RecountAsync(LaneBench.Entity)).Documents);
    }

    [Fact]
    public async Task Reversal_OfAPostedEntry_BringsEveryBalanceBack()
    {
        var entry = LaneBench.Entry("invoice:a", 12.34m);
        await bench.Ledger.PostAsync(entry, CancellationToken.None);
        await bench.Ledger.PostAsync(JournalEntries.Reversal(entry, new DateOnly(2026, 11, 2), "compensated"), CancellationToken.None);

        var accounts = await bench.Ledger.TrialBalanceAsync(LaneBench.Entity, CancellationToken.None);
        Assert.All(accounts, account => Assert.Equal((0m, 12.34m), (account.Balance, account.Debit)));
        Assert.NotNull(await bench.Ledger.FindEntryAsync(LaneBench.Entity, "reversal:invoice:a"));
    }

    [Fact]
    public async Task List_PageByPage_GivesEachDocumentOnceInOrder()
    {
        for (var number = 1; number <= 7; number++)
        {
            await bench.Ledger.PostAsync(LaneBench.Entry($"invoice:{number}"), CancellationToken.None);
        }

        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = await bench.Ledger.ListAsync(LaneBench.Entity, after, 3, CancellationToken.None);
            seen.AddRange(page.Documents.Select(document => document.Entry.PostingKey));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(Enumerable.Range(1, 7).Select(number => string.Create(CultureInfo.InvariantCulture, $"invoice:{number}")), seen);
    }

    private async Task<string> RejectionOf(JournalEntry entry) =>
        Assert.IsType<ErpPostResult.Rejected>(await bench.Ledger.PostAsync(entry, CancellationToken.None)).Code;
}
