using RevenueFunctions.Catalog;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Ledger;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Operations;
using RevenueFunctions.Posting;
using RevenueFunctions.Tests.Contract.Sagas;

namespace RevenueFunctions.Tests.Contract.Accounting;

/// <summary>From the invoice to the books over the whole function app, in virtual time: other currencies, fees in advance, credits of them.</summary>
public sealed class BooksTests
{
    private const string Invoice = "acme:20261001";

    [Fact]
    public async Task Post_InvoiceInAnotherCurrency_AsksForARateAndBooksTheExchangeAtThePayment()
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore());
        await bench.LoadAsync(InDollars());
        await bench.CloseAsync();
        var asked = await bench.RunToQuestionAsync();
        Assert.Contains("no rate from USD to EUR", asked.Detail, StringComparison.Ordinal);
        Assert.Empty(await bench.DocumentsAsync());

        await bench.LoadAsync(new CatalogDocuments { ExchangeRates = [new ExchangeRate("USD", "EUR", new DateOnly(2026, 10, 15), 0.86m, "ECB")] });
        Assert.IsType<ResolveOutcome.Settled>(await bench.ResolveAsync(asked.Id, ResolveAction.Retry));
        await bench.RunToTheEndAsync();

        // 10.00 and 19 % of it.
        var entry = Assert.Single(await bench.DocumentsAsync()).Entry;
        Assert.Equal([("1200", 10.23m, 11.90m), ("4000", -8.60m, -10.00m), ("2200", -1.63m, -1.90m)], entry.Lines.Select(line => (line.Account, line.Debit - line.Credit, line.Transaction!.Amount)));

        Assert.IsType<PaymentOutcome.Recorded>(await bench.Get<InvoicePaying>().PayAsync(Invoice, new PaymentRequest("BANK-1", 11.90m, ExchangeRate: 0.90m)));
        await bench.SettleAsync();

        Assert.Equal((0m, 0m), (await BalanceAsync(bench, "1200"), await ForeignAsync(bench, "1200")));
        Assert.Equal((10.71m, -0.48m), (await BalanceAsync(bench, "1000"), await BalanceAsync(bench, "4950")));
        Assert.True((await bench.Get<EmbeddedLedger>().RecountAsync("de01")).IsExact);
        Assert.Equal(0, (await bench.ReconcileEntityAsync()).Breaks);
    }

    [Fact]
    public async Task Credit_FeeThatIsHalfEarned_IsTakenFromBothAndTheRestIsRecognised()
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore());
        await bench.LoadAsync(InAdvance());
        await bench.CloseToTheEndAsync();
        var (schedules, _) = await bench.Get<DeferredRevenue>().ListAsync("de01", Invoice, 10, null);
        var november = Assert.Single(schedules);
        Assert.Equal((30m, new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30)), (november.Amount, november.From, november.To));
        var before = await BalanceAsync(bench, "4000");

        // On the 15th half of it is earned: of a credit of 20, 15 were never earned and 5 are taken back.
        bench.Clock.Advance(TimeSpan.FromDays(14));
        var request = new CreditNoteRequest("Unhappy", "note-1", Lines: [new CreditNoteRequestLine(november.Line, 20m)]);
        Assert.IsType<CreditNoteOutcome.Issued>(await bench.Get<InvoiceCrediting>().CreditAsync(Invoice, request.Read(null).Command!, request));
        await bench.SettleAsync();
        Assert.Equal((-15m, before + 5m), (await BalanceAsync(bench, "2400"), await BalanceAsync(bench, "4000")));

        bench.Clock.Advance(TimeSpan.FromDays(20));
        await bench.Get<RevenueRecognition>().RunDueAsync();
        await bench.SettleAsync();

        Assert.Equal((0m, before - 10m), (await BalanceAsync(bench, "2400"), await BalanceAsync(bench, "4000")));
        Assert.Equal(0, (await bench.ReconcileEntityAsync()).Breaks);
    }

    [Fact]
    public async Task Credit_InvoiceWhoseFeeIsRecognisedInFull_LeavesNothingOnAnyAccount()
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore());
        await bench.LoadAsync(InAdvance());
        await bench.CloseToTheEndAsync();
        bench.Clock.Advance(TimeSpan.FromDays(31));
        await bench.Get<RevenueRecognition>().RunDueAsync();
        var request = new CreditNoteRequest("Never ordered", Full: true);

        await bench.Get<InvoiceCrediting>().CreditAsync(Invoice, request.Read(null).Command!, request);
        await bench.SettleAsync();

        Assert.All(await bench.Get<EmbeddedLedger>().TrialBalanceAsync("de01", CancellationToken.None), account => Assert.Equal((account.Account, 0m), (account.Account, account.Balance)));
        Assert.Equal(0, (await bench.ReconcileEntityAsync()).Breaks);
    }

    [Fact]
    public async Task Reconcile_AStandingEntryIsNotInTheBooksOrAnotherOneIs_IsFound()
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore());
        await bench.LoadAsync(InAdvance());
        await bench.CloseToTheEndAsync();
        await bench.Get<EmbeddedLedger>().PostAsync(Entry("recognition:de01:202609:1"), CancellationToken.None);
        bench.Get<LedgerFaults>().Add("de01", new LedgerFault(LedgerFaultKind.Reject));
        await bench.Get<StandingEntries>().RecordAsync(Entry("writeoff:1"));
        await bench.SettleAsync();
        bench.Clock.Advance(TimeSpan.FromDays(1));

        var run = await bench.ReconcileEntityAsync();

        Assert.Equal(2, run.Breaks);
        Assert.Equal(
            ["PostingMissing:writeoff:1", "PostingUnknown:recognition:de01:202609:1"],
            (await bench.Get<RevenueFunctions.Reconciliation.ReconciliationStore>().OpenAsync(10, null)).Breaks.Select(one => one.Found.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Close_BillingPeriodThatGoesOn_AccruesItsDaysAndTakesThemBack()
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore());
        var plain = FabricBench.Catalog();
        await bench.LoadAsync(plain with { Accounts = [plain.Accounts[0] with { BillingAnchorDay = 15 }] });
        await bench.IngestAsync(28);
        var periods = bench.Get<AccountingPeriods>();

        Assert.IsType<AccountingPeriodChange.Done>(await periods.CloseAsync(plain.LegalEntities[0], AccountingMonth.Find("202610")!.Value));
        await bench.RunUntilAsync(async () => (await periods.ListAsync("de01")).Single(period => period.Key == "202610").State == AccountingPeriodState.Closed);
        await bench.SettleAsync();

        // Billed from the 15th. Until the 14th: 14 of 30 days of the fee, 140 tokens. From there: 17 of 31 days, and 17 of the 18 days until today.
        var (accrual, reversal) = ((await bench.DocumentsAsync())[0].Entry, (await bench.DocumentsAsync())[1].Entry);
        Assert.Equal(("accrual:de01:202610", new DateOnly(2026, 10, 31)), (accrual.PostingKey, accrual.AccountingDate));
        Assert.Equal(
            [("1300", null, 12.87m), ("4000", "api", -(1.40m + 1.32m)), ("4000", "platform", -(4.67m + 5.48m))],
            accrual.Lines.Select(line => (line.Account, line.Product, line.Debit - line.Credit)));
        Assert.Equal(new DateOnly(2026, 11, 1), reversal.AccountingDate);
        Assert.Equal((0m, 0m), (await BalanceAsync(bench, "1300"), await BalanceAsync(bench, "4000")));
        Assert.Equal(0, (await bench.ReconcileEntityAsync()).Breaks);
    }

    private static JournalEntry Entry(string key) =>
        new(key, "de01", new DateOnly(2026, 11, 1), "EUR", key, [new JournalLine("6900", 1m, 0m), new JournalLine("1200", 0m, 1m)]);

    private static CatalogDocuments InDollars()
    {
        var plain = FabricBench.Catalog();
        return plain with { Accounts = [plain.Accounts[0] with { Currency = "USD" }], Plans = [plain.Plans[0] with { Currency = "USD" }] };
    }

    private static CatalogDocuments InAdvance()
    {
        var plain = FabricBench.Catalog();
        return plain with { Plans = [plain.Plans[0] with { RateCards = [new RateCard("ahead", "platform", "Platform fee", new FlatPrice(30m, ChargeTiming.InAdvance)), plain.Plans[0].RateCards[1]] }] };
    }

    private static async Task<decimal> BalanceAsync(FabricBench bench, string account) => (await AccountAsync(bench, account))?.Balance ?? 0m;

    private static async Task<decimal> ForeignAsync(FabricBench bench, string account) => (await AccountAsync(bench, account))?.Foreign?.GetValueOrDefault("USD") ?? 0m;

    private static async Task<AccountBalance?> AccountAsync(FabricBench bench, string account) =>
        (await bench.Get<EmbeddedLedger>().TrialBalanceAsync("de01", CancellationToken.None)).FirstOrDefault(one => one.Account == account);
}
