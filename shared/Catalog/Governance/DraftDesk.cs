using System.Text.Json;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Catalog;

/// <summary>
/// Where drafts of governed documents are written, changed and withdrawn. A draft is checked like the document that it will be, against the
/// catalog as it is; one that the catalog would not take is not kept.
/// </summary>
public sealed class DraftDesk
{
    private readonly GovernanceTable table;
    private readonly CatalogReader catalog;
    private readonly DraftCheck check;
    private readonly TimeProvider clock;

    /// <summary>A desk.</summary>
    public DraftDesk(ITableStore store, CatalogReader catalog, CatalogGovernance governance, TimeProvider clock)
    {
        table = new GovernanceTable(store);
        check = new DraftCheck(table, governance);
        (this.catalog, this.clock) = (catalog, clock);
    }

    /// <summary>A draft, or null.</summary>
    public async Task<ConfigurationDraft?> FindAsync(GovernedKind kind, string key, int id, CancellationToken cancellationToken = default) =>
        (await table.DraftAsync(kind.Name, key, id, cancellationToken))?.Read<ConfigurationDraft>();

    /// <summary>Drafts of a document after an id, in order.</summary>
    public Task<IReadOnlyList<ConfigurationDraft>> ListAsync(GovernedKind kind, string key, int after, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return table.DraftsAsync(kind.Name, key, after, limit, cancellationToken);
    }

    /// <summary>Adds a draft. The same content sent again by the same author is the same draft.</summary>
    public async Task<DraftOutcome> AddAsync(GovernedKind kind, string key, DraftContent content, string author, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var (draft, refusal) = await check.ReadAsync(kind, key, content, await catalog.GetCurrentAsync(cancellationToken), cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        while (true)
        {
            var drafts = await table.DraftsAsync(kind.Name, key, cancellationToken);
            if (drafts.Find(one => one.State == DraftState.Draft && one.Author == author && SaysTheSame(one, draft!)) is { } same)
            {
                return new DraftOutcome.Done(same);
            }

            // Two that arrive together want the same number; the one that comes second takes the next, or finds that it is the same draft.
            var now = clock.GetUtcNow();
            var added = draft! with { Id = (drafts.Count == 0 ? 0 : drafts[^1].Id) + 1, Author = author, CreatedAt = now, ChangedAt = now };
            if ((await table.CommitAsync(GovernanceTable.Batch(kind.Name).Insert(GovernanceTable.DraftRow(key, added.Id), FabricJson.Bytes(added)), cancellationToken)).IsCommitted)
            {
                return new DraftOutcome.Done(added, IsNew: true);
            }
        }
    }

    /// <summary>Gives a draft other content, written against the version in force now.</summary>
    public async Task<DraftOutcome> ChangeAsync(
        GovernedKind kind, string key, int id, DraftContent content, string author, Func<ConfigurationDraft, bool> isAsRead, CancellationToken cancellationToken = default)
    {
        if (await table.DraftAsync(kind.Name, key, id, cancellationToken) is not { } row)
        {
            return new DraftOutcome.Missing();
        }

        var stored = row.Read<ConfigurationDraft>();
        if (Refuse(stored, isAsRead) is { } refused)
        {
            return refused;
        }

        if (stored.Author != author)
        {
            return new DraftOutcome.WrongPerson($"Only its author, {stored.Author}, changes a draft: add one of your own, so that whoever approves it knows whose it is.");
        }

        var (draft, refusal) = await check.ReadAsync(kind, key, content, await catalog.GetCurrentAsync(cancellationToken), cancellationToken);
        return refusal ?? (SaysTheSame(stored, draft!)
            ? new DraftOutcome.Done(stored)
            : await UpdateAsync(row, draft! with { Id = id, Author = author, CreatedAt = stored.CreatedAt, ChangedAt = clock.GetUtcNow() }, cancellationToken));
    }

    /// <summary>Withdraws a draft; it stays to be seen.</summary>
    public async Task<DraftOutcome> WithdrawAsync(
        GovernedKind kind, string key, int id, string caller, Func<ConfigurationDraft, bool> isAsRead, CancellationToken cancellationToken = default)
    {
        if (await table.DraftAsync(kind.Name, key, id, cancellationToken) is not { } row)
        {
            return new DraftOutcome.Missing();
        }

        var stored = row.Read<ConfigurationDraft>();
        return stored.State == DraftState.Withdrawn ? new DraftOutcome.Done(stored)
            : Refuse(stored, isAsRead) is { } refused ? refused
            : await UpdateAsync(row, stored with { State = DraftState.Withdrawn, WithdrawnBy = caller }, cancellationToken);
    }

    /// <summary>Why the draft is not to be touched; null when it may be.</summary>
    internal static DraftOutcome? Refuse(ConfigurationDraft stored, Func<ConfigurationDraft, bool> isAsRead)
    {
        ArgumentNullException.ThrowIfNull(isAsRead);
        return !isAsRead(stored) ? new DraftOutcome.Changed() : stored.State switch
        {
            DraftState.Draft => null,
            DraftState.Approving => new DraftOutcome.WrongState("draft-in-approval", $"Draft {stored.Id} is being stored. If that does not end, approve it again."),
            DraftState.Approved => new DraftOutcome.WrongState("draft-approved", $"Draft {stored.Id} is version {stored.Version} now, and a version never changes. Add a new draft."),
            _ => new DraftOutcome.WrongState("draft-withdrawn", $"{stored.WithdrawnBy} withdrew draft {stored.Id}. Add a new one."),
        };
    }

    private static bool SaysTheSame(ConfigurationDraft one, ConfigurationDraft other) =>
        one.Version == other.Version && one.Reason == other.Reason && JsonElement.DeepEquals(one.Document, other.Document);

    private async Task<DraftOutcome> UpdateAsync(TableRow row, ConfigurationDraft draft, CancellationToken cancellationToken)
    {
        var batch = GovernanceTable.Batch(draft.Kind).Update(GovernanceTable.DraftRow(draft.Key, draft.Id), FabricJson.Bytes(draft), row.Version);
        return (await table.CommitAsync(batch, cancellationToken)).IsCommitted ? new DraftOutcome.Done(draft) : new DraftOutcome.Changed();
    }
}
