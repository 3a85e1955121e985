using Microsoft.AspNetCore.Http;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Functions.Catalog;

/// <summary>The answers to writes that the catalog refused.</summary>
internal static class CatalogAnswers
{
    public static IResult Refused(CatalogOutcome outcome, Func<ValidationIssue, ValidationIssue> path) => outcome switch
    {
        CatalogOutcome.Invalid invalid => Problems.Invalid(invalid.Issues.Select(path)),
        CatalogOutcome.Conflicting conflicting => Problems.Conflict("catalog-conflict", conflicting.Issues.Select(path)),
        CatalogOutcome.ApprovalRequired required => Problems.Conflict("approval-required", required.Issues.Select(path)),
        CatalogOutcome.Busy => Problems.Conflict("catalog-busy", "Another process writes the catalog now. Send the request again in a moment."),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not a refusal."),
    };

    /// <summary>The validator names paths within a set of documents, such as "accounts[0].aliases[1]"; the sender of one document knows only that.</summary>
    public static ValidationIssue OfOneDocument(ValidationIssue issue)
    {
        var end = issue.Path.IndexOf(']', StringComparison.Ordinal);
        return end < 0 ? issue : issue with { Path = issue.Path.Length > end + 2 ? issue.Path[(end + 2)..] : "$" };
    }
}
