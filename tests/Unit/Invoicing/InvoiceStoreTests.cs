using RevenueFunctions.Invoicing;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;
using static RevenueFunctions.Tests.Unit.Invoicing.InvoiceBench;

namespace RevenueFunctions.Tests.Unit.Invoicing;

/// <summary>The life of an invoice, step by step, each step repeated as a saga would.</summary>
public class InvoiceStoreTests
{
    private readonly InvoiceStore invoices = Invoices(new MemoryStore());

    [Fact]
    public async Task SaveDraft_Twice_KeepsOneDraft()
    {
        Assert.IsType<InvoiceChange.Done>(await invoices.SaveDraftAsync(Draft("a:20260301")));
        Assert.IsType<InvoiceChange.Done>(await invoices.SaveDraftAsync(Draft("a:20260301")));
        var found = await invoices.FindAsync("a:20260301");
        Assert.Equal(FabricJson.Bytes(Draft("a:20260301")), FabricJson.Bytes(found));
        Assert.Single((await invoices.ListByAccountAsync("a", null, 100, null)).Invoices);
        Assert.Single((await invoices.ListByLegalEntityAsync("us01", null, 100, null)).Invoices);
    }

    [Fact]
    public async Task SaveDraft_OtherContentBeforeIssue_ReplacesTheDraft()
    {
        await invoices.SaveDraftAsync(Draft("a:20260301"));
        await invoices.SaveDraftAsync(Draft("a:20260301", lines: 3));
        Assert.Equal(3, (await invoices.FindAsync("a:20260301"))!.Lines.Length);
    }

    [Fact]
    public async Task SaveDraft_AfterIssue_AnswersTheSameContentAndRefusesOther()
    {
        await invoices.SaveDraftAsync(Draft("a:20260301"));
        await invoices.IssueAsync("a:20260301", "US-");
        var same = Assert.IsType<InvoiceChange.Done>(await invoices.SaveDraftAsync(Draft("a:20260301")));
        Assert.Equal(InvoiceState.Issued, same.Invoice.State);
        Assert.IsType<InvoiceChange.Refused>(await invoices.SaveDraftAsync(Draft("a:20260301", amount: 11m)));
        Assert.Equal(22m, (await invoices.FindAsync("a:20260301"))!.Total);
    }

    [Fact]
    public async Task SaveDraft_LinesBeyondOneRow_ComeBackWhole()
    {
        var draft = Draft("a:20260301", lines: 9000);
        await invoices.SaveDraftAsync(draft);
        Assert.True(FabricJson.Bytes(draft.Lines).Length > 2 * TableLimits.ValueBytes);
        Assert.Equal(FabricJson.Bytes(draft), FabricJson.Bytes(await invoices.FindAsync("a:20260301")));
    }

    [Fact]
    public async Task Issue_Twice_KeepsItsNumberAndDates()
    {
        await invoices.SaveDraftAsync(Draft("a:20260301"));
        var first = Assert.IsType<InvoiceChange.Done>(await invoices.IssueAsync("a:20260301", "US-")).Invoice;
        var second = Assert.IsType<InvoiceChange.Done>(await invoices.IssueAsync("a:20260301", "US-")).Invoice;
        Assert.Equal(("US-000001", Now, Now.AddDays(14), InvoiceState.Issued), (first.Number, first.IssuedAt, first.DueAt, first.State));
        Assert.Equal(FabricJson.Bytes(first), FabricJson.Bytes(second));
    }

    [Fact]
    public async Task Issue_UnknownInvoice_IsNotFound()
    {
        Assert.IsType<InvoiceChange.NotFound>(await invoices.IssueAsync("a:20260301", "US-"));
        Assert.IsType<InvoiceChange.NotFound>(await invoices.IssueAsync("no invoice id", "US-"));
        Assert.Null(await invoices.FindAsync("a:20260301:1"));
    }

    [Fact]
    public async Task MarkPosted_Repeated_IsDoneAndOtherReferencesAreRefused()
    {
        await invoices.SaveDraftAsync(Draft("a:20260301"));
        Assert.IsType<InvoiceChange.Refused>(await invoices.MarkPostedAsync("a:20260301", "J-1"));
        await invoices.IssueAsync("a:20260301", "US-");
        Assert.IsType<InvoiceChange.Done>(await invoices.MarkPostedAsync("a:20260301", "J-1"));
        Assert.IsType<InvoiceChange.Done>(await invoices.MarkPostedAsync("a:20260301", "J-1"));
        Assert.IsType<InvoiceChange.Refused>(await invoices.MarkPostedAsync("a:20260301", "J-2"));
        Assert.Equal("J-1", (await invoices.FindSummaryAsync("a:20260301"))!.PostingReference);
    }

    [Fact]
    public async Task Credit_IssuedInvoice_OpensTheNextRevision()
    {
        await invoices.SaveDraftAsync(Draft("a:20260301"));
        Assert.IsType<InvoiceChange.Refused>(await invoices.CreditAsync("a:20260301", "US-", "too early"));
        await invoices.IssueAsync("a:20260301", "US-");
        var credited = Assert.IsType<InvoiceChange.Done>(await invoices.CreditAsync("a:20260301", "US-", "posting rejected")).Invoice;
        var again = Assert.IsType<InvoiceChange.Done>(await invoices.CreditAsync("a:20260301", "US-", "another word")).Invoice;
        Assert.Equal(new CreditNoteReference("US-CN-000001", Now, "posting rejected", "a:20260301:credit:1"), credited.CreditNote);
        Assert.Equal(credited.CreditNote, again.CreditNote);

        var revision = await invoices.CurrentRevisionAsync("a", "20260301");
        Assert.Equal(("a:20260301:2", null), (revision.Id.ToString(), revision.State));
        await invoices.SaveDraftAsync(Draft("a:20260301:2"));
        Assert.Equal(InvoiceState.Draft, (await invoices.CurrentRevisionAsync("a", "20260301")).State);
        Assert.Equal("US-000002", Assert.IsType<InvoiceChange.Done>(await invoices.IssueAsync("a:20260301:2", "US-")).Invoice.Number);
        Assert.Equal(["a:20260301", "a:20260301:2"], (await invoices.ListByAccountAsync("a", "20260301", 100, null)).Invoices.Select(one => one.Id));
    }

    [Fact]
    public async Task Void_Draft_NeverGetsANumber()
    {
        await invoices.SaveDraftAsync(Draft("a:20260301"));
        Assert.Equal(InvoiceState.Void, Assert.IsType<InvoiceChange.Done>(await invoices.VoidAsync("a:20260301")).Invoice.State);
        Assert.IsType<InvoiceChange.Done>(await invoices.VoidAsync("a:20260301"));
        Assert.IsType<InvoiceChange.Refused>(await invoices.IssueAsync("a:20260301", "US-"));
        Assert.IsType<InvoiceChange.Refused>(await invoices.SaveDraftAsync(Draft("a:20260301")));
        Assert.Equal("a:20260301:2", (await invoices.CurrentRevisionAsync("a", "20260301")).Id.ToString());
    }

    [Fact]
    public async Task Void_IssuedInvoice_IsRefused()
    {
        await invoices.SaveDraftAsync(Draft("a:20260301"));
        await invoices.IssueAsync("a:20260301", "US-");
        Assert.IsType<InvoiceChange.Refused>(await invoices.VoidAsync("a:20260301"));
        Assert.Equal(InvoiceState.Issued, (await invoices.FindSummaryAsync("a:20260301"))!.State);
    }

    [Fact]
    public async Task List_PageByPage_ShowsEveryInvoiceOnce()
    {
        foreach (var account in new[] { "a", "b", "c" })
        {
            await invoices.SaveDraftAsync(Draft($"{account}:20260201"));
            await invoices.SaveDraftAsync(Draft($"{account}:20260301"));
        }

        var ids = new List<string>();
        string? next = null;
        do
        {
            var page = await invoices.ListByLegalEntityAsync("us01", "20260301", 2, next);
            ids.AddRange(page.Invoices.Select(one => one.Id));
            next = page.Next;
        }
        while (next is not null);
        Assert.Equal(["a:20260301", "b:20260301", "c:20260301"], ids);
    }

    [Theory]
    [InlineData("a:20260301", true)]
    [InlineData("a:20260301:2", true)]
    [InlineData("a:20260301:1", false)]
    [InlineData("a:20260301:02", false)]
    [InlineData("a:2026030", false)]
    [InlineData("a:2026030x", false)]
    [InlineData(":20260301", false)]
    [InlineData("a:b:20260301", false)]
    [InlineData("a", false)]
    public void InvoiceId_Text_HasOneReading(string text, bool isId)
    {
        Assert.Equal(isId, InvoiceId.TryParse(text, out var id));
        Assert.Equal(isId ? text : null, id?.ToString());
    }
}
