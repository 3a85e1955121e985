using RevenueFunctions.Catalog;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Posting;
using RevenueFunctions.Storage;
using static RevenueFunctions.Tests.Unit.Catalog.Governance.GovernedCatalog;
using static RevenueFunctions.Tests.Unit.Catalog.SampleDocuments;

namespace RevenueFunctions.Tests.Unit.Catalog.Governance;

/// <summary>The list of versions says what the catalog has, and never more.</summary>
public class VersionHistoryTests
{
    private static readonly PricePlan Next = All.Plans[0] with { Version = 2, RateCards = [All.Plans[0].RateCards[0] with { Price = new PerUnitPrice(0.75m) }] };
    private readonly VirtualClock clock = new(Start);

    [Fact]
    public async Task Direct_Write_IsRecordedAsSuch()
    {
        var governed = await OpenAsync(new MemoryStore());
        await governed.Writer.WriteAsync(new CatalogDocuments { Plans = [Next] }, "key:cleo");
        var versions = await governed.Versions.ListAsync(Plans, "scale");
        Assert.Equal([(1, "key:ann"), (2, "key:cleo")], versions.Select(version => (version.Version, version.Author!)));
        Assert.All(versions, version => Assert.Equal((VersionOrigin.Direct, null), (version.Origin, version.Approver)));
    }

    [Fact]
    public async Task Meter_Renamed_HasItsOldVersionStill()
    {
        var governed = await OpenAsync(new MemoryStore());
        foreach (var name in new[] { "Highest", "Peak", "Top" })
        {
            await governed.Writer.WriteAsync(new CatalogDocuments { Meters = [All.Meters[0] with { Name = name }] }, "key:cleo");
        }

        Assert.Equal([1, 2, 3, 4], (await governed.Versions.ListAsync(Meters, "peak")).Select(version => version.Version));
        var change = Assert.Single((await governed.Versions.CompareAsync(Meters, "peak", 3, 2))!.Members);
        Assert.Equal(("name", "Highest", "Peak"), (change.Path, change.From!.Value.GetString(), change.To!.Value.GetString()));
        Assert.Empty((await governed.Versions.CompareAsync(Meters, "peak", 3, 1))!.Members);
        Assert.Null(await governed.Versions.CompareAsync(Meters, "peak", 5, 4));
    }

    [Fact]
    public async Task Versions_FromBeforeTheyWereRecorded_AreListedAsUnrecorded()
    {
        var store = new MemoryStore();
        var catalog = new CatalogStore(store, clock);
        await new CatalogWriter(catalog, new CatalogReader(catalog, clock)).WriteAsync(All);
        var governed = new GovernedCatalog(store, clock);
        Assert.Equal(VersionOrigin.Unrecorded, Assert.Single(await governed.Versions.ListAsync(Plans, "scale")).Origin);
        Assert.Equal(VersionOrigin.Unrecorded, Assert.Single(await governed.Versions.ListAsync(Meters, "peak")).Origin);

        await governed.Writer.WriteAsync(new CatalogDocuments { Meters = [All.Meters[0] with { Name = "Top" }], Plans = [Next] }, "key:ann");
        Assert.Equal([VersionOrigin.Unrecorded, VersionOrigin.Direct], (await governed.Versions.ListAsync(Meters, "peak")).Select(version => version.Origin));
        Assert.Equal([VersionOrigin.Unrecorded, VersionOrigin.Direct], (await governed.Versions.ListAsync(Plans, "scale")).Select(version => version.Origin));
    }

    [Fact]
    public async Task Versions_OfAKeyThatIsNotThere_AreNone()
    {
        var governed = await OpenAsync(new MemoryStore());
        Assert.Empty(await governed.Versions.ListAsync(Plans, "none"));
        Assert.Empty(await governed.Versions.ListAsync(Meters, "none"));
    }

    [Fact]
    public async Task Direct_WriteCutAtEveryCommit_ListsWhatTheCatalogHas()
    {
        var clean = new FaultyStore(new MemoryStore());
        var steady = await OpenAsync(clean);
        clean.Plan(new StoreFault(int.MaxValue, AfterCommit: false));
        var documents = new CatalogDocuments { Plans = [Next], Meters = [All.Meters[0] with { Name = "Top" }] };
        await steady.Writer.WriteAsync(documents, "key:cleo");
        for (var cut = 0; cut < 2 * clean.Commits; cut++)
        {
            var store = new FaultyStore(new MemoryStore());
            var governed = await OpenAsync(store);
            store.Plan(new StoreFault(1 + (cut / 2), AfterCommit: cut % 2 == 1));
            await Assert.ThrowsAsync<StorageUnavailableException>(() => governed.Writer.WriteAsync(documents, "key:cleo"));
            store.Restore();
            clock.Advance(TimeSpan.FromMinutes(2));

            var next = new GovernedCatalog(store, clock);
            var catalog = await next.Reader.GetAsync();
            Assert.Equal(catalog.Plans.Count, (await next.Versions.ListAsync(Plans, "scale")).Count);
            Assert.Equal(catalog.Meters["peak"].Name == "Top" ? 2 : 1, (await next.Versions.ListAsync(Meters, "peak")).Count);
            Assert.DoesNotContain(await next.Versions.ListAsync(Plans, "scale"), version => version.Origin == VersionOrigin.Unrecorded);
            Assert.IsType<CatalogOutcome.Stored>(await next.Writer.WriteAsync(documents, "key:dora"));
            Assert.Equal([1, 2], (await next.Versions.ListAsync(Meters, "peak")).Select(version => version.Version));
        }
    }

    [Fact]
    public async Task Compare_PlanWithACardMore_NamesTheCardByItsKey()
    {
        var governed = await OpenAsync(new MemoryStore());
        var more = Next with { RateCards = [Card("added", "peak"), .. Next.RateCards] };
        await governed.Writer.WriteAsync(new CatalogDocuments { Plans = [more] }, "key:cleo");
        var members = (await governed.Versions.CompareAsync(Plans, "scale", 2, 1))!.Members;
        Assert.Equal(["rateCards[added]", "rateCards[requests].price.unitAmount", "version"], members.Select(member => member.Path));
        Assert.Equal(("0.5", "0.75"), (members[1].From!.Value.GetString(), members[1].To!.Value.GetString()));
        Assert.Null(members[0].From);
    }

    [Fact]
    public async Task RequireApproval_DirectWrite_IsRefusedAndNamesTheRoute()
    {
        var store = new MemoryStore();
        await OpenAsync(store);
        var strict = new GovernedCatalog(store, clock, requireApproval: true);
        Assert.Equal(new CatalogOutcome.Stored(0, All.Count), await strict.Writer.WriteAsync(All, "key:ann"));
        Assert.Equal(new CatalogOutcome.Stored(1, 0), await strict.Writer.WriteAsync(new CatalogDocuments { Accounts = [All.Accounts[0] with { Name = "Two" }] }, "key:ann"));

        var refused = Assert.IsType<CatalogOutcome.ApprovalRequired>(await strict.Writer.WriteAsync(
            new CatalogDocuments { Accounts = [All.Accounts[0] with { Name = "Three" }], Plans = [Next] }, "key:ann"));
        Assert.Contains("/api/v1/plans/scale/drafts", Assert.Single(refused.Issues).Remedy, StringComparison.Ordinal);
        Assert.Equal(("Two", 1), ((await strict.Reader.GetAsync()).Accounts["a1"].Name, (await strict.Reader.GetAsync()).Plans.Count));

        // Nor does a legal entity carry other rules in with it.
        var entity = All.LegalEntities[0] with { PostingRules = PostingRules.Standard with { Receivable = "1400" } };
        refused = Assert.IsType<CatalogOutcome.ApprovalRequired>(await strict.Writer.WriteAsync(new CatalogDocuments { LegalEntities = [entity] }, "key:ann"));
        Assert.Contains("/api/v1/posting-rules/us01/drafts", Assert.Single(refused.Issues).Remedy, StringComparison.Ordinal);

        var draft = await strict.AddAsync(Plans, "scale", Next);
        Assert.IsType<DraftOutcome.Done>(await strict.ApproveAsync(Plans, draft));
    }

    [Fact]
    public async Task EffectiveDate_InAClosedAccountingPeriod_IsRefusedEverywhere()
    {
        var store = new MemoryStore();
        var open = await OpenAsync(store);
        var early = Next with { EffectiveFrom = new DateOnly(2026, 2, 28) };
        var draft = await open.AddAsync(Plans, "scale", early);

        var closed = new GovernedCatalog(store, clock, firstOpenDay: new DateOnly(2026, 3, 1));
        var refusals = new[]
        {
            await closed.Writer.WriteAsync(new CatalogDocuments { Plans = [early] }, "key:ann"),
            Assert.IsType<DraftOutcome.Refused>(await closed.ApproveAsync(Plans, draft)).Outcome,
            Assert.IsType<DraftOutcome.Refused>(await closed.Desk.AddAsync(Plans, "scale", Content(early, "Now closed"), "key:ann")).Outcome,
        };
        Assert.All(refusals, refusal => Assert.Equal(
            "period-closed", Assert.Single(refusal switch { CatalogOutcome.Conflicting one => one.Issues, CatalogOutcome.Invalid one => one.Issues, _ => [] }).Code));
        Assert.Single((await closed.Reader.GetAsync()).Plans);
        Assert.IsType<CatalogOutcome.Stored>(await closed.Writer.WriteAsync(new CatalogDocuments { Plans = [early with { EffectiveFrom = new DateOnly(2026, 3, 1) }] }, "key:ann"));
    }

    [Fact]
    public async Task Contract_BeforeItsPlanVersionCounts_IsRefused()
    {
        var governed = await OpenAsync(new MemoryStore());
        var documents = new CatalogDocuments
        {
            Plans = [Next with { EffectiveFrom = new DateOnly(2026, 6, 1) }],
            Subscriptions = [new Subscription("s2", "a1", "scale", 2, new DateTimeOffset(2026, 6, 1, 3, 59, 59, TimeSpan.Zero)), All.Subscriptions[0] with { To = Start.AddMonths(2) }],
        };
        var issue = Assert.Single(Assert.IsType<CatalogOutcome.Invalid>(await governed.Writer.WriteAsync(documents, "key:ann")).Issues);
        Assert.Equal(("subscriptions[0].from", "before-effective-date"), (issue.Path, issue.Code));

        var amended = new CatalogDocuments
        {
            Plans = documents.Plans,
            Amendments = [new Amendment("up", "s1", new DateTimeOffset(2026, 5, 31, 12, 0, 0, TimeSpan.Zero), Start, AmendmentKind.Plan, PlanKey: "scale", PlanVersion: 2)],
        };
        issue = Assert.Single(Assert.IsType<CatalogOutcome.Invalid>(await governed.Writer.WriteAsync(amended, "key:ann")).Issues);
        Assert.Equal(("amendments[0].effectiveAt", "before-effective-date"), (issue.Path, issue.Code));
        Assert.IsType<CatalogOutcome.Stored>(await governed.Writer.WriteAsync(amended with { Amendments = [amended.Amendments[0] with { EffectiveAt = Start.AddMonths(6) }] }, "key:ann"));
    }

    private async Task<GovernedCatalog> OpenAsync(ITableStore store)
    {
        var governed = new GovernedCatalog(store, clock);
        Assert.IsType<CatalogOutcome.Stored>(await governed.Writer.WriteAsync(All, "key:ann"));
        return governed;
    }
}
