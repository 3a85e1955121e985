using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Catalog;

/// <summary>Reads what an author sent as the next version of a document, and says what is wrong with it.</summary>
internal sealed class DraftCheck(GovernanceTable table, CatalogGovernance governance)
{
    private const int ReasonCharacters = 500;

    /// <summary>The draft without its id, author and times; or the refusal.</summary>
    public async Task<(ConfigurationDraft? Draft, DraftOutcome? Refusal)> ReadAsync(
        GovernedKind kind, string key, DraftContent content, CatalogSnapshot current, CancellationToken cancellationToken)
    {
        var versions = await VersionHistory.ReadAsync(table, kind, key, current, cancellationToken);
        var next = (versions.Count == 0 ? 0 : versions[^1].Version.Version) + 1;
        var (documents, issue) = kind.Read(content.Document, key, next);
        if (documents is null)
        {
            return (null, Invalid([issue!]));
        }

        if (CatalogValidator.Validate(documents, current) is { } wrong)
        {
            return (null, new DraftOutcome.Refused(InDocument(wrong)));
        }

        var document = kind.Of(documents).Single();
        var issues = CheckContent(kind, content, versions.Count == 0 ? null : versions[^1], documents);
        if (issues.IsEmpty)
        {
            issues = await governance.ClosedDaysAsync([document], current, cancellationToken);
        }

        return issues.IsEmpty
            ? (new ConfigurationDraft(
                0, kind.Name, key, next, DraftState.Draft, FabricJson.Read<JsonElement>(document.Json.Span), content.Reason, string.Empty, default, default, document.EffectiveFrom), null)
            : (null, Invalid(issues));
    }

    /// <summary>Issues of a catalog write, said of the one document that the author sent.</summary>
    public static CatalogOutcome InDocument(CatalogOutcome outcome) => outcome switch
    {
        CatalogOutcome.Invalid invalid => new CatalogOutcome.Invalid([.. invalid.Issues.Select(InDocument)]),
        CatalogOutcome.Conflicting conflicting => new CatalogOutcome.Conflicting([.. conflicting.Issues.Select(InDocument)]),
        _ => outcome,
    };

    private static ImmutableArray<ValidationIssue> CheckContent(GovernedKind kind, DraftContent content, VersionRecord? latest, CatalogDocuments documents)
    {
        var issues = new CatalogIssues();
        issues.Text("reason", content.Reason, ReasonCharacters);
        if (latest?.Document is { } stored)
        {
            issues.Require(!kind.IsSame(documents, stored), "document", "nothing-changes",
                string.Create(CultureInfo.InvariantCulture, $"Version {latest.Version.Version} says the same."), "Change something, or leave it as it is.");
        }

        return issues.All;
    }

    private static DraftOutcome.Refused Invalid(ImmutableArray<ValidationIssue> issues) => new(new CatalogOutcome.Invalid(issues));

    // The validator speaks of a set, "plans[0].rateCards[1].key"; the author sent one document.
    private static ValidationIssue InDocument(ValidationIssue issue)
    {
        var end = issue.Path.IndexOf(']', StringComparison.Ordinal);
        return end < 0 ? issue : issue with { Path = string.Concat("document", issue.Path.AsSpan(end + 1)) };
    }
}
