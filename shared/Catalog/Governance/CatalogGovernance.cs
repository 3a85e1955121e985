using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using RevenueFunctions.Storage;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Catalog;

/// <summary>
/// Stands between the validated documents of a write and the catalog, while the writer holds the lease: refuses what needs an approval or
/// counts from a day that is closed, and records who answers for each version before it is stored.
/// </summary>
public sealed class CatalogGovernance
{
    private readonly GovernanceTable table;
    private readonly GovernanceOptions options;
    private readonly TimeProvider clock;
    private readonly FindFirstOpenDay? firstOpenDay;

    /// <summary>Governs.</summary>
    public CatalogGovernance(ITableStore store, IOptions<GovernanceOptions> options, TimeProvider clock, FindFirstOpenDay? firstOpenDay = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        (table, this.options, this.clock, this.firstOpenDay) = (new GovernanceTable(store), options.Value, clock, firstOpenDay);
    }

    /// <summary>Why the documents are not stored; null when they are to be stored now.</summary>
    internal async Task<CatalogOutcome?> AdmitAsync(CatalogDocuments changed, CatalogSnapshot current, CatalogEdit edit, CancellationToken cancellationToken)
    {
        var governed = GovernedKind.AllOf(changed).ToList();
        if (edit.Approval is null && options.RequireApproval == true && NeedApproval(governed, changed, current) is { IsEmpty: false } needs)
        {
            return new CatalogOutcome.ApprovalRequired(needs);
        }

        if (governed.Count == 0)
        {
            // The approval of what is stored already: somebody was quicker. Whoever approves looks again at who it was.
            return edit.Approval is null ? null : new CatalogOutcome.Busy();
        }

        if (await ClosedDaysAsync(governed, current, cancellationToken) is { IsEmpty: false } closed)
        {
            return new CatalogOutcome.Conflicting(closed);
        }

        return edit.Approval is { } approval
            ? await RecordAsync(approval, governed[0], current, cancellationToken)
            : await RecordAsync(governed, current, edit.Author, cancellationToken);
    }

    /// <summary>What is wrong with the day from which documents count.</summary>
    internal async Task<ImmutableArray<ValidationIssue>> ClosedDaysAsync(IEnumerable<GovernedDocument> documents, CatalogSnapshot current, CancellationToken cancellationToken)
    {
        var issues = ImmutableArray.CreateBuilder<ValidationIssue>();
        foreach (var document in documents.Where(document => firstOpenDay is not null && document.EffectiveFrom is not null))
        {
            foreach (var entity in GovernedEntities.Of(document, current))
            {
                if (await firstOpenDay!(entity, cancellationToken) is { } open && document.EffectiveFrom < open)
                {
                    issues.Add(new ValidationIssue(
                        "effectiveFrom", "period-closed",
                        string.Create(CultureInfo.InvariantCulture, $"{document.EffectiveFrom:yyyy-MM-dd} lies in a closed accounting period of {entity}."),
                        string.Create(CultureInfo.InvariantCulture, $"Let it count from {open:yyyy-MM-dd} or later.")));
                }
            }
        }

        return issues.ToImmutable();
    }

    // A legal entity brings its first posting rules with it; from then on a version of them takes effect on its day.
    private static ImmutableArray<ValidationIssue> NeedApproval(List<GovernedDocument> governed, CatalogDocuments changed, CatalogSnapshot current) =>
    [
        .. governed.Select(document => NeedsApproval(document.Kind.Name, document.Kind.What, document.Key)),
        .. changed.LegalEntities
            .Where(entity => current.LegalEntities.TryGetValue(entity.Id, out var stored) && !CatalogDifference.AreSame(stored.PostingRules, entity.PostingRules))
            .Select(entity => NeedsApproval("posting-rules", "set of posting rules", entity.Id)),
    ];

    private static ValidationIssue NeedsApproval(string kind, string what, string key) => new(
        $"{kind}[{CatalogIssues.Shown(key)}]", "approval-required", $"A {what} changes by an approved draft only.",
        $"POST it to /api/v1/{kind}/{Uri.EscapeDataString(key)}/drafts; somebody else approves it there.");

    // The draft and the record change together and before the catalog: a crash from here on leaves a draft that can be approved again.
    private async Task<CatalogOutcome?> RecordAsync(DraftApproval approval, GovernedDocument document, CatalogSnapshot current, CancellationToken cancellationToken)
    {
        // Another version may have come between the approver's look and the lease.
        if (await NextAsync(document, current, cancellationToken) != approval.Draft.Version)
        {
            return new CatalogOutcome.Busy();
        }

        var now = clock.GetUtcNow();
        var draft = approval.Draft with { State = DraftState.Approving, Approver = approval.Approver, ApprovedAt = now };
        var version = new ConfigurationVersion(
            draft.Version, draft.Kind, draft.Key, document.Hash, VersionOrigin.Approved, draft.Author, approval.Approver, now,
            document.EffectiveFrom ?? Today(now), draft.Reason, draft.Id);
        var batch = GovernanceTable.Batch(draft.Kind).Update(GovernanceTable.DraftRow(draft.Key, draft.Id), FabricJson.Bytes(draft), approval.Row);
        Add(batch, version, document);
        return (await table.CommitAsync(batch, cancellationToken)).IsCommitted ? null : new CatalogOutcome.Busy();
    }

    private async Task<CatalogOutcome?> RecordAsync(List<GovernedDocument> governed, CatalogSnapshot current, string? author, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var kind in governed.GroupBy(document => document.Kind.Name, StringComparer.Ordinal))
        {
            var (batch, bytes) = (GovernanceTable.Batch(kind.Key), 0);
            foreach (var document in kind)
            {
                if (batch.Changes.Count == TableLimits.BatchChanges || bytes + document.Json.Length > TableLimits.BatchValueBytes)
                {
                    await table.CommitAsync(batch, cancellationToken);
                    (batch, bytes) = (GovernanceTable.Batch(kind.Key), 0);
                }

                var number = document.Version ?? await NextAsync(document, current, cancellationToken);
                Add(batch, new ConfigurationVersion(
                    number, document.Kind.Name, document.Key, document.Hash, VersionOrigin.Direct, author, null, now, document.EffectiveFrom ?? Today(now)), document);
                bytes += document.Json.Length;
            }

            await table.CommitAsync(batch, cancellationToken);
        }

        return null;
    }

    private async Task<int> NextAsync(GovernedDocument document, CatalogSnapshot current, CancellationToken cancellationToken) =>
        1 + ((await VersionHistory.ReadAsync(table, document.Kind, document.Key, current, cancellationToken)) is [.., { } latest] ? latest.Version.Version : 0);

    // Nothing is lost by writing over a row that is there: the catalog does not have this version yet, so it is what a crash left.
    private static void Add(TableBatch batch, ConfigurationVersion version, GovernedDocument document) => batch.Upsert(
        GovernanceTable.VersionRow(version.Key, version.Version),
        FabricJson.Bytes(new VersionRecord(version, document.Kind.IsVersioned ? null : FabricJson.Read<JsonElement>(document.Json.Span))));

    private static DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime);
}
