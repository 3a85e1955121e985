using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>What became of rating a period: every unit of usage priced, or nothing. Usage is never left out silently.</summary>
public abstract record RatingOutcome
{
    private RatingOutcome()
    {
    }

    /// <summary>All usage and fees are priced, in a stable order: by contract, then by rate card.</summary>
    public sealed record Rated(ImmutableArray<RatedLine> Lines) : RatingOutcome;

    /// <summary>Something has no price; a person has to mend the catalog before the period can be invoiced.</summary>
    public sealed record Unrated(ImmutableArray<RatingIssue> Issues) : RatingOutcome;
}
