using System.Text.Json;
using RevenueFunctions.Catalog;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Storage;
using static RevenueFunctions.Tests.Unit.Catalog.Governance.GovernedCatalog;
using static RevenueFunctions.Tests.Unit.Catalog.SampleDocuments;

namespace RevenueFunctions.Tests.Unit.Catalog.Governance;

/// <summary>Writing drafts: what is not taken, who may change what.</summary>
public class DraftDeskTests
{
    private static readonly PricePlan Next = All.Plans[0] with { Version = 2, Name = "Scale, dearer" };
    private readonly VirtualClock clock = new(Start);

    [Theory]
    [InlineData("""{"name":"P","currency":"EUR"}""", "document.rateCards", "missing")]
    [InlineData("""{"name":"P","currency":"ZZZ","rateCards":[]}""", "document.currency", "unknown-currency")]
    [InlineData("""{"name":"P","currency":"EUR","rateCards":[],"nonsense":1}""", "document.nonsense", "unknown-member")]
    [InlineData("""{"key":"other","name":"P","currency":"EUR","rateCards":[]}""", "document.key", "key-mismatch")]
    [InlineData("""{"version":7,"name":"P","currency":"EUR","rateCards":[]}""", "document.version", "version-not-next")]
    [InlineData("""{"name":"P","currency":"EUR","rateCards":[{"key":"a","product":"p","name":"n","meter":"requests","price":{"model":"graduated","tiers":[{"upTo":"5"},{"upTo":"3"},{}]}}]}""", "document.rateCards[0].price.tiers[1].upTo", null)]
    [InlineData("[]", "document", "wrong-type")]
    [InlineData("\"plan\"", "document", "wrong-type")]
    public async Task Add_WrongDocument_IsRefusedAndNotKept(string json, string path, string? code)
    {
        var governed = await OpenAsync();
        var outcome = await governed.Desk.AddAsync(Plans, "scale", new DraftContent(Json(json), "Asked for"), "key:ann");
        var issues = Assert.IsType<CatalogOutcome.Invalid>(Assert.IsType<DraftOutcome.Refused>(outcome).Outcome).Issues;
        Assert.Contains(issues, issue => issue.Path == path && (code is null || issue.Code == code) && issue.Remedy.Length > 0);
        Assert.Empty(await governed.Desk.ListAsync(Plans, "scale", 0, 10));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task Add_WithoutReason_IsRefused(string reason)
    {
        var governed = await OpenAsync();
        var outcome = await governed.Desk.AddAsync(Plans, "scale", Content(Next, reason), "key:ann");
        Assert.Equal("reason", Assert.IsType<CatalogOutcome.Invalid>(Assert.IsType<DraftOutcome.Refused>(outcome).Outcome).Issues.Single().Path);
    }

    [Fact]
    public async Task Add_WhatIsInForceAlready_IsRefused()
    {
        var governed = await OpenAsync();
        var outcome = await governed.Desk.AddAsync(Plans, "scale", Content(All.Plans[0]), "key:ann");
        Assert.Equal("nothing-changes", Assert.IsType<CatalogOutcome.Invalid>(Assert.IsType<DraftOutcome.Refused>(outcome).Outcome).Issues.Single().Code);
    }

    [Fact]
    public async Task Add_MeterThatReadsOtherwise_ConflictsAsInTheCatalog()
    {
        var governed = await OpenAsync();
        var outcome = await governed.Desk.AddAsync(Meters, "peak", Content(All.Meters[0] with { Unit = "other" }), "key:ann");
        Assert.Equal("meter-fixed", Assert.IsType<CatalogOutcome.Conflicting>(Assert.IsType<DraftOutcome.Refused>(outcome).Outcome).Issues.Single().Code);
    }

    [Fact]
    public async Task Add_SameAgain_IsTheSameDraft()
    {
        var governed = await OpenAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => governed.Desk.AddAsync(Plans, "scale", Content(Next), "key:ann")));
        Assert.All(outcomes, outcome => Assert.Equal(1, Assert.IsType<DraftOutcome.Done>(outcome).Draft.Id));
        Assert.Single(outcomes, outcome => ((DraftOutcome.Done)outcome).IsNew);
        Assert.Equal(2, (await governed.AddAsync(Plans, "scale", Next, "key:cleo")).Id);
    }

    [Fact]
    public async Task Change_ByAnotherOrAfterAnotherChange_IsRefused()
    {
        var governed = await OpenAsync();
        var draft = await governed.AddAsync(Plans, "scale", Next);
        Assert.IsType<DraftOutcome.WrongPerson>(await governed.Desk.ChangeAsync(Plans, "scale", 1, Content(Next, "Mine"), "key:bob", _ => true));
        Assert.IsType<DraftOutcome.Changed>(await governed.Desk.ChangeAsync(Plans, "scale", 1, Content(Next, "Late"), "key:ann", _ => false));
        Assert.IsType<DraftOutcome.Missing>(await governed.Desk.ChangeAsync(Plans, "scale", 9, Content(Next, "None"), "key:ann", _ => true));
        Assert.Equal(FabricJson.Bytes(draft), FabricJson.Bytes(await governed.Desk.FindAsync(Plans, "scale", 1)));
    }

    [Fact]
    public async Task Withdraw_Draft_EndsItForGood()
    {
        var governed = await OpenAsync();
        var draft = await governed.AddAsync(Plans, "scale", Next);
        Assert.Equal(DraftState.Withdrawn, Assert.IsType<DraftOutcome.Done>(await governed.Desk.WithdrawAsync(Plans, "scale", 1, "key:cleo", _ => true)).Draft.State);
        Assert.IsType<DraftOutcome.Done>(await governed.Desk.WithdrawAsync(Plans, "scale", 1, "key:cleo", _ => true));
        Assert.Equal("draft-withdrawn", Assert.IsType<DraftOutcome.WrongState>(await governed.ApproveAsync(Plans, draft)).Code);
        Assert.Equal("draft-withdrawn", Assert.IsType<DraftOutcome.WrongState>(await governed.Desk.ChangeAsync(Plans, "scale", 1, Content(Next, "Again"), "key:ann", _ => true)).Code);
        Assert.Single((await governed.Reader.GetAsync()).Plans);
    }

    [Fact]
    public async Task List_AfterAnId_GoesOnThere()
    {
        var governed = await OpenAsync();
        for (var number = 1; number <= 12; number++)
        {
            await governed.AddAsync(Plans, "scale", Next, $"key:author-{number}");
        }

        Assert.Equal([11, 12], (await governed.Desk.ListAsync(Plans, "scale", 10, 10)).Select(draft => draft.Id));
        Assert.Equal([1, 2, 3], (await governed.Desk.ListAsync(Plans, "scale", 0, 3)).Select(draft => draft.Id));
        Assert.Empty(await governed.Desk.ListAsync(Plans, "scal", 0, 10));
        Assert.Empty(await governed.Desk.ListAsync(Plans, "scale", int.MaxValue, 10));
        Assert.Null(await governed.Desk.FindAsync(Plans, "scale", -1));
    }

    private async Task<GovernedCatalog> OpenAsync()
    {
        var governed = new GovernedCatalog(new MemoryStore(), clock);
        Assert.IsType<CatalogOutcome.Stored>(await governed.Writer.WriteAsync(All, "key:ann"));
        return governed;
    }
}
