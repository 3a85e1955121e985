using RevenueFunctions.Invoicing;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;
using static RevenueFunctions.Tests.Unit.Invoicing.InvoiceBench;

namespace RevenueFunctions.Tests.Unit.Invoicing;

/// <summary>The process dies before and after each commit of an invoice's life; the saga repeats its steps; the books are whole.</summary>
public class InvoiceCrashTests
{
    private static readonly string[] Periods = ["a:20260301", "b:20260301", "c:20260301"];

    [Fact]
    public async Task Steps_CutAtEveryCommit_LeaveGaplessNumbersAndWholeInvoices()
    {
        var clean = new FaultyStore(new MemoryStore());
        await RunAsync(clean);
        var commits = clean.Commits;
        Assert.True(commits > 20);
        for (var cut = 1; cut <= commits; cut++)
        {
            await CutAsync(cut, after: false);
            await CutAsync(cut, after: true);
        }
    }

    private static async Task CutAsync(int commit, bool after)
    {
        var store = new FaultyStore(new MemoryStore());
        store.Plan(new StoreFault(commit, after));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => RunAsync(store));
        store.Restore();
        await RunAsync(store);

        var invoices = Invoices(store);
        Assert.Equal(["US-000001", "US-000002", "US-000003"], (await NumbersAsync(store, DocumentSeries.Invoice)).Order());
        Assert.Equal(["US-CN-000001"], await NumbersAsync(store, DocumentSeries.CreditNote));
        var list = (await invoices.ListByLegalEntityAsync("us01", null, 100, null)).Invoices;
        Assert.Equal(
            [("a:20260301", InvoiceState.Posted), ("b:20260301", InvoiceState.Credited), ("b:20260301:2", InvoiceState.Void), ("c:20260301", InvoiceState.Issued)],
            list.OrderBy(one => one.Id, StringComparer.Ordinal).Select(one => (one.Id, one.State)));
        Assert.Equal(3, list.Select(one => one.Number).OfType<string>().Distinct().Count());
    }

    // What a saga does; every step is repeated from the start after a crash.
    private static async Task RunAsync(ITableStore store)
    {
        var invoices = Invoices(store);
        foreach (var id in Periods)
        {
            await invoices.SaveDraftAsync(Draft(id));
            Assert.IsType<InvoiceChange.Done>(await invoices.IssueAsync(id, "US-"));
        }

        Assert.IsType<InvoiceChange.Done>(await invoices.MarkPostedAsync("a:20260301", "J-1"));
        Assert.IsType<InvoiceChange.Done>(await invoices.CreditAsync("b:20260301", "US-", "rejected"));
        await invoices.SaveDraftAsync(Draft("b:20260301:2"));
        Assert.IsType<InvoiceChange.Done>(await invoices.VoidAsync("b:20260301:2"));
    }

    private static async Task<List<string>> NumbersAsync(ITableStore store, DocumentSeries series)
    {
        var numbers = new DocumentNumbers(store, TimeProvider.System);
        return [.. (await numbers.ListAsync("us01", series, 100, null)).Numbers.Select(number => number.Number)];
    }
}
