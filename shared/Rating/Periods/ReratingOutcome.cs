using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>What became of rating a closed period again.</summary>
public abstract record ReratingOutcome
{
    private ReratingOutcome()
    {
    }

    /// <summary>Every charge, billed and due.</summary>
    public sealed record Rerated(ImmutableArray<RatedDifference> Charges) : ReratingOutcome
    {
        /// <summary>What the period would be charged more, or less where it is below zero.</summary>
        public decimal Difference => Charges.Sum(one => one.Difference);
    }

    /// <summary>By that catalog something has no price.</summary>
    public sealed record Unrated(ImmutableArray<RatingIssue> Issues) : ReratingOutcome;

    /// <summary>The period is open or being billed: there is nothing to compare with.</summary>
    public sealed record NotBilled(string PeriodKey) : ReratingOutcome;
}
