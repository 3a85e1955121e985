using RevenueFunctions.Invoicing;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;
using static RevenueFunctions.Tests.Unit.Invoicing.InvoiceBench;

namespace RevenueFunctions.Tests.Unit.Invoicing.Crediting;

/// <summary>Credit notes in the store: once for each key, never above the invoice, whole after a crash at any commit.</summary>
public class CreditNotesTests
{
    private const string Id = "a:20260301";

    [Fact]
    public async Task Credit_PartThenRest_LeavesACreditedInvoice()
    {
        var store = new MemoryStore();
        var notes = await IssuedAsync(store);
        var first = await IssuedAsync(notes, Part("one", 10m));
        Assert.Equal(("US-CN-000001", $"{Id}:credit:1", 10m), (first.Number, first.Id, first.Total));
        var standing = (await Invoices(store).FindSummaryAsync(Id))!;
        Assert.Equal((InvoiceState.Issued, 10m, 12m), (standing.State, standing.Settlement!.Credited, standing.OpenAmount));

        var rest = await IssuedAsync(notes, CreditCommand.Rest("the rest"));
        Assert.Equal(("US-CN-000002", 12m, true), (rest.Number, rest.Total, rest.IsLast));
        standing = (await Invoices(store).FindSummaryAsync(Id))!;
        Assert.Equal((InvoiceState.Credited, "US-CN-000002", 0m, PaymentState.Paid), (standing.State, standing.CreditNote!.Number, standing.OpenAmount, standing.PaymentState));
        Assert.IsType<CreditNoteOutcome.NothingLeft>(await notes.CreditAsync(Id, Part("two", 1m), "US-"));
    }

    [Fact]
    public async Task Credit_SameKeyAgain_IsTheSameNoteAndOtherContentIsRefused()
    {
        var notes = await IssuedAsync(new MemoryStore());
        var first = await IssuedAsync(notes, Part("one", 10m));
        var again = Assert.IsType<CreditNoteOutcome.Issued>(await notes.CreditAsync(Id, Part("one", 10m), "US-"));
        Assert.False(again.IsNew);
        Assert.Equal(FabricJson.Bytes(first), FabricJson.Bytes(again.Note));
        Assert.IsType<CreditNoteOutcome.KeyTaken>(await notes.CreditAsync(Id, Part("one", 11m), "US-"));
        Assert.Single(await notes.ListAsync(Id));
    }

    [Fact]
    public async Task Credit_DraftOrUnknown_IsRefused()
    {
        var store = new MemoryStore();
        await Invoices(store).SaveDraftAsync(Draft(Id));
        Assert.IsType<CreditNoteOutcome.NotIssued>(await Notes(store).CreditAsync(Id, Part("one", 1m), "US-"));
        Assert.IsType<CreditNoteOutcome.NotFound>(await Notes(store).CreditAsync("b:20260301", Part("one", 1m), "US-"));
    }

    [Fact]
    public async Task Credit_ManyAtOnce_NeverMoreThanIsLeft()
    {
        var store = new MemoryStore();
        await IssuedAsync(store);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => Notes(store).CreditAsync(Id, Part($"k{number}", 3m), "US-"))));
        Assert.Equal(7, outcomes.OfType<CreditNoteOutcome.Issued>().Count());
        Assert.Equal(13, outcomes.OfType<CreditNoteOutcome.AboveLeft>().Count());
        var notes = await Notes(store).ListAsync(Id);
        Assert.Equal(21m, notes.Sum(note => note.Total));
        Assert.Equal(Enumerable.Range(1, 7).Select(number => $"US-CN-{number:D6}"), notes.Select(note => note.Number!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Credit_CutAtEveryCommit_IsMadeOnceAndNumberedWithoutAGap()
    {
        var clean = new FaultyStore(new MemoryStore());
        await RunAsync(clean);
        for (var cut = 1; cut <= clean.Commits; cut++)
        {
            foreach (var after in new[] { false, true })
            {
                var store = new FaultyStore(new MemoryStore());
                store.Plan(new StoreFault(cut, after));
                await Assert.ThrowsAsync<StorageUnavailableException>(() => RunAsync(store));
                store.Restore();
                await RunAsync(store);
                var notes = await Notes(store).ListAsync(Id);
                Assert.Equal([("US-CN-000001", 10m), ("US-CN-000002", 12m)], notes.Select(note => (note.Number!, note.Total)));
                Assert.Equal(InvoiceState.Credited, (await Invoices(store).FindSummaryAsync(Id))!.State);
            }
        }
    }

    [Fact]
    public async Task Credit_LinesBeyondOneRow_ComeBackWhole()
    {
        var store = new MemoryStore();
        await Invoices(store).SaveDraftAsync(Draft(Id, lines: 9000));
        await Invoices(store).IssueAsync(Id, "US-");
        var note = await IssuedAsync(Notes(store), CreditCommand.Rest("all"));
        Assert.Equal(9000, (await Notes(store).FindAsync(note.Id))!.Lines.Length);
    }

    [Theory]
    [InlineData("""{"reason":"r","id":"k","lines":[null]}""", "lines[0]")]
    [InlineData("""{"reason":"a\u0000b","id":"k","amount":"1"}""", "reason")]
    [InlineData("""{"reason":"r","id":"a\nb","amount":"1"}""", "id")]
    public void Read_WhatCannotBeOnANote_NamesTheField(string json, string path)
    {
        var (command, issues) = FabricJson.Read<CreditNoteRequest>(System.Text.Encoding.UTF8.GetBytes(json)).Read(null);
        Assert.Null(command);
        Assert.Equal(path, Assert.Single(issues).Path);
    }

    private static async Task RunAsync(ITableStore store)
    {
        var notes = await IssuedAsync(store);
        await IssuedAsync(notes, Part("one", 10m));
        await IssuedAsync(notes, CreditCommand.Rest("the rest"));
    }

    private static async Task<CreditNotes> IssuedAsync(ITableStore store)
    {
        await Invoices(store).SaveDraftAsync(Draft(Id));
        Assert.IsType<InvoiceChange.Done>(await Invoices(store).IssueAsync(Id, "US-"));
        return Notes(store);
    }

    private static async Task<CreditNote> IssuedAsync(CreditNotes notes, CreditCommand command) =>
        Assert.IsType<CreditNoteOutcome.Issued>(await notes.CreditAsync(Id, command, "US-")).Note;

    private static CreditNotes Notes(ITableStore store) => new(store, new DocumentNumbers(store, new VirtualClock(Now)));

    private static CreditCommand Part(string key, decimal amount) =>
        CreditCommand.Of(key, new CreditScope.OfTotal(amount), "too much", new CreditNoteRequest(Amount: amount));
}
