using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>A period of an account, as billed, by the catalog as it is, and by the draft.</summary>
/// <param name="PeriodKey">The period.</param>
/// <param name="State">Whether it was compared.</param>
/// <param name="Billed">Net amount of its own charges on the invoice, in the currency of the plan.</param>
/// <param name="Current">Their net amount by the catalog as it is; another one than was billed only where a contract was amended since.</param>
/// <param name="Rated">Their net amount by the draft.</param>
/// <param name="Difference">What the draft would have charged more, or less where it is below zero.</param>
/// <param name="Lines">The charges that differ, each with how both amounts came about.</param>
/// <param name="Issues">What has no price by the draft.</param>
public sealed record ShadowPeriod(
    string PeriodKey,
    ShadowState State,
    decimal Billed,
    decimal Current,
    decimal Rated,
    decimal Difference,
    ImmutableArray<ShadowLine> Lines,
    ImmutableArray<RatingIssue> Issues)
{
    /// <summary>A period that cannot be compared.</summary>
    internal static ShadowPeriod Not(string periodKey, ShadowState state, ImmutableArray<RatingIssue> issues = default) =>
        new(periodKey, state, 0m, 0m, 0m, 0m, [], issues.IsDefault ? [] : issues);
}
