using System.Globalization;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Catalog;

/// <summary>
/// Makes drafts versions, in three writes: the draft together with the record of its version, the document in the catalog, the draft again. A
/// crash after the first leaves a draft that is approved once more with the same result. So the catalog never has a version of which nobody
/// knows who approved it, and two who approve at once make one version.
/// </summary>
public sealed class DraftApprovals
{
    private const int Attempts = 4;
    private readonly GovernanceTable table;
    private readonly CatalogReader catalog;
    private readonly CatalogWriter writer;

    /// <summary>Approves.</summary>
    public DraftApprovals(ITableStore store, CatalogReader catalog, CatalogWriter writer) => (table, this.catalog, this.writer) = (new GovernanceTable(store), catalog, writer);

    /// <summary>Makes a draft the next version. Approving what is approved changes nothing.</summary>
    public async Task<DraftOutcome> ApproveAsync(
        GovernedKind kind, string key, int id, string approver, Func<ConfigurationDraft, bool> isAsRead, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kind);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await table.DraftAsync(kind.Name, key, id, cancellationToken) is not { } row)
            {
                return new DraftOutcome.Missing();
            }

            var draft = row.Read<ConfigurationDraft>();
            if (draft.State == DraftState.Approved)
            {
                return new DraftOutcome.Done(draft);
            }

            // A draft in approval has the content that its approver read, because nobody can change it any more.
            if (draft.State != DraftState.Approving && DraftDesk.Refuse(draft, isAsRead) is { } refused)
            {
                return refused;
            }

            if (draft.Author == approver)
            {
                return new DraftOutcome.WrongPerson($"{approver} wrote draft {id}, and nobody approves their own. Ask another caller with the role Approver.");
            }

            if (await TryAsync(kind, new DraftApproval(draft, row.Version, approver), cancellationToken) is { } outcome)
            {
                return outcome;
            }
        }

        return new DraftOutcome.Refused(new CatalogOutcome.Busy());
    }

    /// <summary>One look at how things stand and one step from there; null when it has to be looked at again.</summary>
    private async Task<DraftOutcome?> TryAsync(GovernedKind kind, DraftApproval approval, CancellationToken cancellationToken)
    {
        var draft = approval.Draft;
        var versions = await VersionHistory.ReadAsync(table, kind, draft.Key, await catalog.GetCurrentAsync(cancellationToken), cancellationToken);
        if (versions.FirstOrDefault(version => version.Version.DraftId == draft.Id) is { } own)
        {
            var approved = draft with { State = DraftState.Approved, Approver = own.Version.Approver, ApprovedAt = own.Version.RecordedAt };
            return await UpdateAsync(approval, approved, cancellationToken) ? new DraftOutcome.Done(approved) : null;
        }

        var latest = versions.Count == 0 ? 0 : versions[^1].Version.Version;
        if (latest != draft.Version - 1)
        {
            await ReleaseAsync(approval, cancellationToken);
            return new DraftOutcome.WrongState("draft-outdated", string.Create(CultureInfo.InvariantCulture,
                $"Draft {draft.Id} was written against version {draft.Version - 1}, and version {latest} is in force. Its author has to look at it again and PUT it."));
        }

        var (documents, issue) = kind.Read(draft.Document, draft.Key, draft.Version);
        var outcome = documents is null
            ? new CatalogOutcome.Invalid([issue!])
            : await writer.EditAsync(_ => new CatalogEdit(documents) { Author = draft.Author, Approval = approval }, cancellationToken);
        if (outcome is CatalogOutcome.Stored or CatalogOutcome.Busy)
        {
            return null;
        }

        await ReleaseAsync(approval, cancellationToken);
        return new DraftOutcome.Refused(DraftCheck.InDocument(outcome));
    }

    // What a crash left in approval and cannot be stored any more is its author's again.
    private async Task ReleaseAsync(DraftApproval approval, CancellationToken cancellationToken)
    {
        if (approval.Draft.State == DraftState.Approving)
        {
            await UpdateAsync(approval, approval.Draft with { State = DraftState.Draft, Approver = null, ApprovedAt = null }, cancellationToken);
        }
    }

    private async Task<bool> UpdateAsync(DraftApproval approval, ConfigurationDraft draft, CancellationToken cancellationToken)
    {
        var batch = GovernanceTable.Batch(draft.Kind).Update(GovernanceTable.DraftRow(draft.Key, draft.Id), FabricJson.Bytes(draft), approval.Row);
        return (await table.CommitAsync(batch, cancellationToken)).IsCommitted;
    }
}
