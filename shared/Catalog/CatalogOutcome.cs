using System.Collections.Immutable;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Catalog;

/// <summary>What became of a write to the catalog.</summary>
public abstract record CatalogOutcome
{
    private CatalogOutcome()
    {
    }

    /// <summary>Everything is stored; documents that were there with the same content count as unchanged.</summary>
    public sealed record Stored(int Written, int Unchanged) : CatalogOutcome;

    /// <summary>Documents are wrong; nothing was written.</summary>
    public sealed record Invalid(ImmutableArray<ValidationIssue> Issues) : CatalogOutcome;

    /// <summary>Documents contradict what is stored and may not change; nothing was written.</summary>
    public sealed record Conflicting(ImmutableArray<ValidationIssue> Issues) : CatalogOutcome;

    /// <summary>Documents of governed kinds need a draft and an approval; nothing was written.</summary>
    public sealed record ApprovalRequired(ImmutableArray<ValidationIssue> Issues) : CatalogOutcome;

    /// <summary>Another process writes the catalog now; send it again.</summary>
    public sealed record Busy : CatalogOutcome;
}
