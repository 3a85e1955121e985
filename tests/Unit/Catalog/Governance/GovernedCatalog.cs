using System.Text.Json;
using Microsoft.Extensions.Options;
using RevenueFunctions.Catalog;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Unit.Catalog.Governance;

/// <summary>The parts of the governed catalog over one store, as one process has them.</summary>
internal sealed class GovernedCatalog
{
    public GovernedCatalog(ITableStore store, VirtualClock clock, bool? requireApproval = null, DateOnly? firstOpenDay = null)
    {
        var catalog = new CatalogStore(store, clock);
        Reader = new CatalogReader(catalog, clock);
        var governance = new CatalogGovernance(
            store, Options.Create(new GovernanceOptions { RequireApproval = requireApproval }), clock, (_, _) => ValueTask.FromResult(firstOpenDay));
        Writer = new CatalogWriter(catalog, Reader, governance);
        Desk = new DraftDesk(store, Reader, governance, clock);
        Approvals = new DraftApprovals(store, Reader, Writer);
        Versions = new VersionHistory(store, Reader);
    }

    public static GovernedKind Plans { get; } = GovernedKind.Find("plans")!;

    public static GovernedKind Meters { get; } = GovernedKind.Find("meters")!;

    public CatalogReader Reader { get; }

    public CatalogWriter Writer { get; }

    public DraftDesk Desk { get; }

    public DraftApprovals Approvals { get; }

    public VersionHistory Versions { get; }

    /// <summary>A draft's content: a document without the version that it is to become.</summary>
    public static DraftContent Content<T>(T document, string reason = "Asked for")
    {
        var members = JsonSerializer.SerializeToNode(document, FabricJson.Options)!.AsObject();
        members.Remove("version");
        return new DraftContent(JsonSerializer.SerializeToElement(members), reason);
    }

    public async Task<ConfigurationDraft> AddAsync<T>(GovernedKind kind, string key, T document, string author = "key:ann") =>
        Assert.IsType<DraftOutcome.Done>(await Desk.AddAsync(kind, key, Content(document), author)).Draft;

    public Task<DraftOutcome> ApproveAsync(GovernedKind kind, ConfigurationDraft draft, string approver = "key:bob") =>
        Approvals.ApproveAsync(kind, draft.Key, draft.Id, approver, _ => true);
}
