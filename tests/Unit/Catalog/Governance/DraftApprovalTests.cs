using RevenueFunctions.Catalog;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;
using static RevenueFunctions.Tests.Unit.Catalog.Governance.GovernedCatalog;
using static RevenueFunctions.Tests.Unit.Catalog.SampleDocuments;

namespace RevenueFunctions.Tests.Unit.Catalog.Governance;

/// <summary>From a draft to a version: by two people, once, whatever dies in between.</summary>
public class DraftApprovalTests
{
    private static readonly PricePlan Next = All.Plans[0] with { Version = 2, Name = "Scale, dearer" };
    private readonly VirtualClock clock = new(Start);

    [Fact]
    public async Task Approve_DraftOfAnother_IsTheNextVersion()
    {
        var governed = await OpenAsync(new MemoryStore());
        var draft = await governed.AddAsync(Plans, "scale", Next);
        Assert.Equal((1, 2, DraftState.Draft), (draft.Id, draft.Version, draft.State));

        var done = Assert.IsType<DraftOutcome.Done>(await governed.ApproveAsync(Plans, draft)).Draft;
        Assert.Equal((DraftState.Approved, "key:bob"), (done.State, done.Approver));
        Assert.Equal(FabricJson.Bytes(Next), FabricJson.Bytes((await governed.Reader.GetAsync()).Plans[("scale", 2)]));
        var versions = await governed.Versions.ListAsync(Plans, "scale");
        Assert.Equal([VersionOrigin.Direct, VersionOrigin.Approved], versions.Select(version => version.Origin));
        Assert.Equal(("key:ann", "key:bob", "Asked for", 1), (versions[1].Author, versions[1].Approver, versions[1].Reason, versions[1].DraftId));
        Assert.Equal(DateOnly.FromDateTime(Start.UtcDateTime), versions[1].EffectiveFrom);
    }

    [Fact]
    public async Task Approve_ByTheAuthor_IsRefusedAndStoresNothing()
    {
        var governed = await OpenAsync(new MemoryStore());
        var draft = await governed.AddAsync(Plans, "scale", Next);
        Assert.IsType<DraftOutcome.WrongPerson>(await governed.ApproveAsync(Plans, draft, "key:ann"));
        Assert.Single((await governed.Reader.GetAsync()).Plans);
    }

    [Fact]
    public async Task Approve_WhatIsApproved_ChangesNothing()
    {
        var governed = await OpenAsync(new MemoryStore());
        var draft = await governed.AddAsync(Plans, "scale", Next);
        await governed.ApproveAsync(Plans, draft);
        var again = Assert.IsType<DraftOutcome.Done>(await governed.ApproveAsync(Plans, draft, "key:cleo")).Draft;
        Assert.Equal("key:bob", again.Approver);
        Assert.Equal(2, (await governed.Reader.GetAsync()).Plans.Count);
    }

    [Fact]
    public async Task Approve_ByManyAtOnce_IsOneVersion()
    {
        var governed = await OpenAsync(new MemoryStore());
        var draft = await governed.AddAsync(Plans, "scale", Next);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => governed.ApproveAsync(Plans, draft, $"key:approver-{number}")));
        var approver = Assert.Single(outcomes.Select(outcome => Assert.IsType<DraftOutcome.Done>(outcome).Draft.Approver).Distinct());
        Assert.Equal(approver, (await governed.Versions.ListAsync(Plans, "scale"))[1].Approver);
        Assert.Equal(2, (await governed.Reader.GetAsync()).Plans.Count);
    }

    [Fact]
    public async Task Approve_TwoDraftsOfOneVersion_TakesOneAndNamesTheOtherOutdated()
    {
        var governed = await OpenAsync(new MemoryStore());
        var first = await governed.AddAsync(Plans, "scale", Next);
        var second = await governed.AddAsync(Plans, "scale", Next with { Name = "Scale, cheaper" }, "key:cleo");
        Assert.Equal((1, 2), (first.Id, second.Id));
        var outcomes = await Task.WhenAll(governed.ApproveAsync(Plans, first), governed.ApproveAsync(Plans, second));
        Assert.Single(outcomes.OfType<DraftOutcome.Done>());
        Assert.Equal("draft-outdated", Assert.Single(outcomes.OfType<DraftOutcome.WrongState>()).Code);
        Assert.Equal(2, (await governed.Reader.GetAsync()).Plans.Count);

        // Its author looks at it again against what is in force now.
        var (open, author) = outcomes[0] is DraftOutcome.Done ? (second, "key:cleo") : (first, "key:ann");
        var renewed = Assert.IsType<DraftOutcome.Done>(await governed.Desk.ChangeAsync(Plans, "scale", open.Id, Content(Next with { Name = "Scale again" }), author, _ => true)).Draft;
        Assert.Equal(3, renewed.Version);
        Assert.IsType<DraftOutcome.Done>(await governed.ApproveAsync(Plans, renewed));
    }

    [Fact]
    public async Task Approve_DraftThatTheCatalogNoLongerTakes_IsRefusedAndStaysADraft()
    {
        var governed = await OpenAsync(new MemoryStore());
        var draft = await governed.AddAsync(Plans, "new", Plan("new", new RateCard("requests", "api", "Requests", new PerUnitPrice(1m), "requests")));
        await governed.Writer.WriteAsync(new CatalogDocuments { Plans = [Plan("new", Card("other", "peak"))] }, "key:ann");
        Assert.Equal("draft-outdated", Assert.IsType<DraftOutcome.WrongState>(await governed.ApproveAsync(Plans, draft)).Code);
        Assert.Equal(DraftState.Draft, (await governed.Desk.FindAsync(Plans, "new", draft.Id))!.State);
    }

    /// <summary>At no moment does the catalog have a version without an approver, and approving again ends it with one.</summary>
    [Theory]
    [InlineData("plans")]
    [InlineData("meters")]
    public async Task Approve_CutAtEveryCommit_IsFinishedByApprovingAgain(string kind)
    {
        var clean = new FaultyStore(new MemoryStore());
        var (cleanGoverned, cleanDraft) = await DraftAsync(clean, kind);
        clean.Plan(new StoreFault(int.MaxValue, AfterCommit: false));
        await cleanGoverned.ApproveAsync(GovernedKind.Find(kind)!, cleanDraft);
        var commits = clean.Commits;
        Assert.InRange(commits, 3, 20);
        for (var cut = 0; cut < 2 * commits; cut++)
        {
            var store = new FaultyStore(new MemoryStore());
            var (governed, draft) = await DraftAsync(store, kind);
            store.Plan(new StoreFault(1 + (cut / 2), AfterCommit: cut % 2 == 1));
            await Assert.ThrowsAsync<StorageUnavailableException>(() => governed.ApproveAsync(GovernedKind.Find(kind)!, draft));
            store.Restore();
            clock.Advance(TimeSpan.FromMinutes(2));

            var next = Open(store);
            Assert.All(await next.Versions.ListAsync(GovernedKind.Find(kind)!, draft.Key), version => Assert.True(version.Approver is not null || version.Version == 1));
            Assert.IsNotType<DraftOutcome.Done>(await next.Desk.WithdrawAsync(GovernedKind.Find(kind)!, draft.Key, draft.Id, "key:ann", stored => stored.State != DraftState.Draft));
            var approved = Assert.IsType<DraftOutcome.Done>(await next.ApproveAsync(GovernedKind.Find(kind)!, draft, "key:cleo")).Draft;
            var versions = await next.Versions.ListAsync(GovernedKind.Find(kind)!, draft.Key);
            Assert.Equal([1, 2], versions.Select(version => version.Version));
            Assert.Equal((approved.Approver, "key:ann", draft.Id), (versions[1].Approver, versions[1].Author, versions[1].DraftId!.Value));
        }
    }

    private async Task<(GovernedCatalog Governed, ConfigurationDraft Draft)> DraftAsync(ITableStore store, string kind)
    {
        var governed = await OpenAsync(store);
        return (governed, kind == "plans"
            ? await governed.AddAsync(Plans, "scale", Next)
            : await governed.AddAsync(Meters, "peak", All.Meters[0] with { Name = "Highest peak" }));
    }

    private async Task<GovernedCatalog> OpenAsync(ITableStore store)
    {
        var governed = Open(store);
        Assert.IsType<CatalogOutcome.Stored>(await governed.Writer.WriteAsync(All, "key:ann"));
        return governed;
    }

    private GovernedCatalog Open(ITableStore store) => new(store, clock);
}
