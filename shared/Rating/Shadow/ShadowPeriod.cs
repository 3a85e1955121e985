using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>A period of an account, as billed and by the draft.</summary>
/// <param name="PeriodKey">The period.</param>
/// <param name="State">Whether it was compared.</param>
/// <param name="Billed">Net amount of the lines that were billed, in the currency of the plan.</param>
/// <param name="Rated">Net amount of the lines by the draft.</param>
/// <param name="Difference">What the draft would have charged more, or less where it is below zero.</param>
/// <param name="Lines">The charges that differ, each with how both amounts came about.</param>
/// <param name="Issues">What has no price by the draft.</param>
public sealed record ShadowPeriod(
    string PeriodKey,
    ShadowState State,
    decimal Billed,
    decimal Rated,
    decimal Difference,
    ImmutableArray<RatedDifference> Lines,
    ImmutableArray<RatingIssue> Issues);
