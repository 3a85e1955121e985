using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;
using static RevenueFunctions.Tests.Unit.Invoicing.InvoiceBench;

namespace RevenueFunctions.Tests.Unit.Invoicing.Credits;

/// <summary>Invoices and the credit that they draw, through a whole life, cut at every commit: what is issued is paid for, what is dropped gives back.</summary>
public class DraftInvoicesTests
{
    private const string Kept = "a:20260301";
    private const string Dropped = "a:20260401";
    private const string Credited = "a:20260501";

    [Fact]
    public async Task Life_CutAtEveryCommit_LeavesTheCreditWithWhatIsIssued()
    {
        var clean = new FaultyStore(new MemoryStore());
        await LiveAsync(clean);
        await AssertWholeAsync(clean, "clean");
        Assert.True(clean.Commits > 25, $"{clean.Commits} commits");
        for (var cut = 1; cut <= clean.Commits; cut++)
        {
            foreach (var after in new[] { false, true })
            {
                var store = new FaultyStore(new MemoryStore());
                store.Plan(new StoreFault(cut, after));
                await Assert.ThrowsAsync<StorageUnavailableException>(() => LiveAsync(store));
                store.Restore();
                await LiveAsync(store);
                await AssertWholeAsync(store, $"cut {cut}, after {after}");
            }
        }
    }

    [Fact]
    public async Task Save_LateRepeatWhileTheInvoiceWasIssued_LeavesWhatTheInvoiceSays()
    {
        var store = new MemoryStore();
        await GrantAsync(store, "g", 30m);
        await DraftAsync(store, Kept, 22m);
        var late = await PreparedAsync(store, Kept, 5m);
        await IssueAsync(store, Kept);
        Assert.Null(await Drafts(store).TrySaveAsync(CatalogSnapshot.Empty, late));
        late = await PreparedAsync(store, Kept, 5m);
        Assert.IsType<InvoiceChange.Refused>(await Drafts(store).TrySaveAsync(CatalogSnapshot.Empty, late));
        Assert.Equal(8m, Assert.Single(await Credits(store).BalancesAsync("a")).Remaining);
    }

    [Fact]
    public async Task Save_AfterTheInvoiceWasDropped_HoldsNothing()
    {
        var store = new MemoryStore();
        await GrantAsync(store, "g", 30m);
        await DraftAsync(store, Dropped, 22m);
        await Invoices(store).VoidAsync(Dropped);
        await Drafts(store).ReturnCreditsAsync("a", "20260401");
        Assert.IsType<InvoiceChange.Refused>(await Drafts(store).TrySaveAsync(CatalogSnapshot.Empty, await PreparedAsync(store, Dropped, 22m)));
        Assert.Equal(30m, Assert.Single(await Credits(store).BalancesAsync("a")).Remaining);
    }

    // Each invoice is of 22.00; every step is repeated from the start after a crash, as sagas do.
    private static async Task LiveAsync(ITableStore store)
    {
        await GrantAsync(store, "g", 30m);
        await GrantAsync(store, "h", 10m);
        await DraftAsync(store, Kept, 22m);
        await IssueAsync(store, Kept);
        if ((await Invoices(store).FindSummaryAsync(Dropped))?.State != InvoiceState.Void)
        {
            await DraftAsync(store, Dropped, 22m);
            await Invoices(store).VoidAsync(Dropped);
        }

        await Drafts(store).ReturnCreditsAsync("a", "20260401");
        if ((await Invoices(store).FindSummaryAsync(Credited))?.State != InvoiceState.Credited)
        {
            await DraftAsync(store, Credited, 22m);
            await IssueAsync(store, Credited);
            Assert.IsType<InvoiceChange.Done>(await Invoices(store).CreditAsync(Credited, "US-", "Wrong customer."));
        }

        await Drafts(store).ReturnCreditsAsync("a", "20260501");
    }

    private static async Task AssertWholeAsync(ITableStore store, string told)
    {
        var kept = (await Invoices(store).FindSummaryAsync(Kept))!;
        var balances = await Credits(store).BalancesAsync("a");
        var entries = (await Credits(store).LedgerAsync("a", 1000, null)).Entries;
        Assert.True(kept.Credits.Sum(credit => credit.Amount) == 22m, told);
        Assert.True(balances.Sum(balance => balance.Remaining) == 18m, $"{told}: {string.Join(", ", balances)}");
        Assert.True(entries.Sum(entry => entry.Movements.Sum(movement => movement.Amount)) == 18m, told);
        Assert.Equal(Enumerable.Range(1, entries.Count).Select(number => (long)number), entries.Select(entry => entry.Sequence));
        Assert.All(entries.SelectMany(entry => entry.Movements), movement => Assert.True(movement.Remaining >= 0m, told));
    }

    private static async Task DraftAsync(ITableStore store, string id, decimal wanted)
    {
        InvoiceChange? change;
        do
        {
            change = await Drafts(store).TrySaveAsync(CatalogSnapshot.Empty, await PreparedAsync(store, id, wanted));
        }
        while (change is null);
    }

    private static async Task IssueAsync(ITableStore store, string id)
    {
        var issued = Assert.IsType<InvoiceChange.Done>(await Invoices(store).IssueAsync(id, "US-"));
        Assert.True(await Drafts(store).SettleAsync(CatalogSnapshot.Empty, issued.Invoice));
    }

    // What preparation does: as much credit as is wanted and there, by priority.
    private static async Task<PreparationOutcome.Prepared> PreparedAsync(ITableStore store, string id, decimal wanted)
    {
        var allowance = await Credits(store).AllowanceAsync(InvoiceId.Parse(id));
        var credits = ImmutableArray.CreateBuilder<InvoiceCredit>();
        foreach (var balance in allowance.Balances)
        {
            var amount = Math.Min(wanted - credits.Sum(credit => credit.Amount), balance.Remaining);
            if (amount > 0m)
            {
                credits.Add(new InvoiceCredit(balance.Grant.Id, balance.Grant.Name, amount));
            }
        }

        var draft = Draft(id) with { Credits = credits.ToImmutable() };
        return new PreparationOutcome.Prepared(draft, allowance, CreditStore.ReservationOf(id, draft.Credits, [], []));
    }

    private static async Task GrantAsync(ITableStore store, string id, decimal amount) =>
        Assert.IsType<GrantOutcome.Granted>(await Credits(store).GrantAsync("a", new CreditGrant(id, id, amount, "USD", 1, Now)));

    private static CreditStore Credits(ITableStore store) => new(store, new VirtualClock(Now));

    private static DraftInvoices Drafts(ITableStore store) => new(Invoices(store), Credits(store), new ChargeStore(store, Invoices(store)));
}
