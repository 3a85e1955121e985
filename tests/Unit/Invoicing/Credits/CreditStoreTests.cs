using System.Collections.Immutable;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Unit.Invoicing.Credits;

/// <summary>Grants, what invoices draw of them, and that nobody draws what another has.</summary>
public class CreditStoreTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly InvoiceId March = new("a", "20260301");
    private static readonly InvoiceId April = new("a", "20260401");

    [Fact]
    public async Task Grant_Repeated_IsGrantedOnce()
    {
        var credits = Credits(new MemoryStore());
        Assert.True(Assert.IsType<GrantOutcome.Granted>(await credits.GrantAsync("a", Grant("g", 50m))).IsNew);
        Assert.False(Assert.IsType<GrantOutcome.Granted>(await credits.GrantAsync("a", Grant("g", 50.00m) with { GrantedAt = Now.AddDays(1) })).IsNew);
        Assert.IsType<GrantOutcome.Conflicting>(await credits.GrantAsync("a", Grant("g", 60m)));
        Assert.Equal(50m, Assert.Single(await credits.BalancesAsync("a")).Remaining);
        Assert.Single((await credits.LedgerAsync("a", 10, null)).Entries);
    }

    [Fact]
    public async Task Reserve_TwoInvoicesOfOneReading_OnlyOneDraws()
    {
        var credits = Credits(new MemoryStore());
        await credits.GrantAsync("a", Grant("g", 50m));
        var (first, second) = (await credits.AllowanceAsync(March), await credits.AllowanceAsync(April));
        Assert.True(await credits.TryReserveAsync(first, Draws(March, ("g", 40m))));
        Assert.False(await credits.TryReserveAsync(second, Draws(April, ("g", 40m))));
        Assert.Equal(10m, Assert.Single((await credits.AllowanceAsync(April)).Balances).Remaining);
        Assert.Equal(50m, Assert.Single((await credits.AllowanceAsync(March)).Balances).Remaining);
    }

    [Fact]
    public async Task Reserve_ChangedDraft_HoldsTheNewAmountOnly()
    {
        var credits = Credits(new MemoryStore());
        await credits.GrantAsync("a", Grant("g", 50m));
        foreach (var amount in new[] { 40m, 40m, 15m, 50m })
        {
            Assert.True(await credits.TryReserveAsync(await credits.AllowanceAsync(March), Draws(March, ("g", amount))));
            Assert.Equal(50m - amount, Assert.Single(await credits.BalancesAsync("a")).Remaining);
        }

        var entries = (await credits.LedgerAsync("a", 10, null)).Entries;
        Assert.Equal([50m, -40m, 25m, -35m], entries.Select(entry => Assert.Single(entry.Movements).Amount));
        Assert.Equal([1L, 2L, 3L, 4L], entries.Select(entry => entry.Sequence));
    }

    [Fact]
    public async Task Settle_LateRepeatOfAnEarlierStep_CannotChangeWhatIsIssued()
    {
        var credits = Credits(new MemoryStore());
        await credits.GrantAsync("a", Grant("g", 50m));
        var stale = await credits.AllowanceAsync(March);
        Assert.True(await credits.TryReserveAsync(stale, Draws(March, ("g", 30m))));
        Assert.True(await credits.SettleAsync(Issued(March, ("g", 30m)), []));
        Assert.False(await credits.TryReserveAsync(stale, Draws(March, ("g", 50m))));
        var fresh = await credits.AllowanceAsync(March);
        Assert.Equal(30m, Assert.Single(fresh.Balances).Remaining);
        Assert.True(await credits.TryReserveAsync(fresh, Draws(March, ("g", 10m))));
        Assert.Equal(20m, Assert.Single(await credits.BalancesAsync("a")).Remaining);
    }

    [Fact]
    public async Task Settle_CreditThatIsNoLongerThere_IsRefused()
    {
        var credits = Credits(new MemoryStore());
        await credits.GrantAsync("a", Grant("g", 50m));
        Assert.True(await credits.TryReserveAsync(await credits.AllowanceAsync(April), Draws(April, ("g", 40m))));
        Assert.False(await credits.SettleAsync(Issued(March, ("g", 30m)), []));
        Assert.Equal(10m, Assert.Single(await credits.BalancesAsync("a")).Remaining);
    }

    [Fact]
    public async Task Return_PartsByDocument_ComeBackOnceEach()
    {
        var credits = Credits(new MemoryStore());
        await credits.GrantAsync("a", Grant("g", 50m));
        await credits.TryReserveAsync(await credits.AllowanceAsync(March), Draws(March, ("g", 50m)));
        await credits.SettleAsync(Issued(March, ("g", 50m)), []);
        foreach (var note in new[] { "CN-1", "CN-1", "CN-2", "CN-1" })
        {
            await credits.ReturnAsync(March.ToString(), note, [new InvoiceCredit("g", "g", 30m)]);
        }

        Assert.Equal(50m, Assert.Single(await credits.BalancesAsync("a")).Remaining);
        await credits.ReturnAsync(March.ToString());
        Assert.Equal(50m, Assert.Single(await credits.BalancesAsync("a")).Remaining);
        Assert.Equal(
            [CreditEntryKind.Granted, CreditEntryKind.Drawn, CreditEntryKind.Returned, CreditEntryKind.Returned], (await credits.LedgerAsync("a", 10, null)).Entries.Select(entry => entry.Kind));
    }

    [Fact]
    public async Task Reserve_LimitedCoupon_CountsOtherInvoicesOnly()
    {
        var credits = Credits(new MemoryStore());
        Assert.True(await credits.TryReserveAsync(await credits.AllowanceAsync(March), new Reservation(March.ToString(), [], ["once"])));
        Assert.Equal((0, 1), ((await credits.AllowanceAsync(March)).UsesOf("once"), (await credits.AllowanceAsync(April)).UsesOf("once")));
        await credits.ReturnAsync(March.ToString());
        Assert.Equal(0, (await credits.AllowanceAsync(April)).UsesOf("once"));
        Assert.Empty((await credits.LedgerAsync("a", 10, null)).Entries);
    }

    [Fact]
    public async Task Draw_ManyInvoicesAtOnce_NeverOverdraw()
    {
        var store = new MemoryStore();
        await Credits(store).GrantAsync("a", Grant("g", 100m));
        await Task.WhenAll(Enumerable.Range(1, 12).Select(month => Task.Run(async () =>
        {
            var (credits, invoice) = (Credits(store), new InvoiceId("a", $"2026{month:D2}01"));
            while (true)
            {
                var allowance = await credits.AllowanceAsync(invoice);
                var amount = Math.Min(30m, allowance.Balances[0].Remaining);
                if (await credits.TryReserveAsync(allowance, amount == 0m ? Draws(invoice) : Draws(invoice, ("g", amount))))
                {
                    return;
                }
            }
        })));
        Assert.Equal(0m, Assert.Single(await Credits(store).BalancesAsync("a")).Remaining);
        var entries = (await Credits(store).LedgerAsync("a", 100, null)).Entries;
        Assert.Equal(Enumerable.Range(1, entries.Count).Select(number => (long)number), entries.Select(entry => entry.Sequence));
        Assert.Equal([100m, 70m, 40m, 10m, 0m], entries.Select(entry => entry.Movements[0].Remaining));
    }

    /// <summary>The process dies before and after each commit; the saga repeats its steps; nothing is drawn twice, nothing is lost.</summary>
    [Fact]
    public async Task Life_CutAtEveryCommit_LeavesTheSameBalances()
    {
        var clean = new FaultyStore(new MemoryStore());
        await LiveAsync(clean);
        Assert.True(clean.Commits >= 7, $"{clean.Commits} commits");
        for (var cut = 1; cut <= clean.Commits; cut++)
        {
            foreach (var after in new[] { false, true })
            {
                var store = new FaultyStore(new MemoryStore());
                store.Plan(new StoreFault(cut, after));
                await Assert.ThrowsAsync<StorageUnavailableException>(() => LiveAsync(store));
                store.Restore();
                await LiveAsync(store);
                var balances = await Credits(store).BalancesAsync("a");
                var entries = (await Credits(store).LedgerAsync("a", 100, null)).Entries;
                Assert.True(balances.Single(one => one.Grant.Id == "g").Remaining == 25m && balances.Single(one => one.Grant.Id == "h").Remaining == 10m, $"cut {cut}, after {after}: {string.Join(", ", balances)}");
                Assert.Equal(60m, entries.Where(entry => entry.Kind == CreditEntryKind.Granted).Sum(entry => entry.Movements.Sum(movement => movement.Amount)));
                Assert.Equal(35m, entries.Sum(entry => entry.Movements.Sum(movement => movement.Amount)));
            }
        }
    }

    // March draws of both grants and is dropped; its next revision draws 35, is issued, and a credit note gives 10 of it back.
    private static async Task LiveAsync(ITableStore store)
    {
        var credits = Credits(store);
        await credits.GrantAsync("a", Grant("g", 50m));
        await credits.GrantAsync("a", Grant("h", 10m));
        var next = March with { Revision = 2 };
        if (!(await credits.HoldersAsync("a", "20260301")).Contains(next.ToString()))
        {
            await credits.TryReserveAsync(await credits.AllowanceAsync(March), Draws(March, ("g", 25m), ("h", 5m)));
        }

        await credits.ReturnAsync(March.ToString());
        await credits.TryReserveAsync(await credits.AllowanceAsync(next), Draws(next, ("g", 35m)));
        await credits.SettleAsync(Issued(next, ("g", 35m)), []);
        await credits.ReturnAsync(next.ToString(), "CN-1", [new InvoiceCredit("g", "g", 10m)]);
    }

    private static CreditStore Credits(ITableStore store) => new(store, new VirtualClock(Now));

    private static CreditGrant Grant(string id, decimal amount) => new(id, id, amount, "EUR", 1, Now);

    private static Reservation Draws(InvoiceId invoice, params ImmutableArray<(string Grant, decimal Amount)> draws) =>
        new(invoice.ToString(), [.. draws.Select(draw => new CreditDraw(draw.Grant, draw.Amount))], []);

    private static InvoiceSummary Issued(InvoiceId invoice, params ImmutableArray<(string Grant, decimal Amount)> draws) =>
        InvoiceSummary.Of(InvoiceBench.Draft(invoice.ToString()) with { State = InvoiceState.Issued, Credits = [.. draws.Select(draw => new InvoiceCredit(draw.Grant, draw.Grant, draw.Amount))] });
}
