using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>What a draft of a plan would have charged in closed periods: one page of accounts.</summary>
/// <param name="PlanKey">The plan.</param>
/// <param name="PlanVersion">The version that the draft becomes.</param>
/// <param name="Currency">The plan's currency, of all amounts here.</param>
/// <param name="Compared">Periods of this page that were compared.</param>
/// <param name="Billed">What they were billed.</param>
/// <param name="Current">What they come to by the catalog as it is.</param>
/// <param name="Rated">What they come to by the draft.</param>
/// <param name="Difference">What the draft would have charged more, or less where it is below zero.</param>
/// <param name="Accounts">The accounts of this page, in order of their ids.</param>
/// <param name="Next">Hand it back as "cursor" for the next page; absent on the last. The totals of the pages add up.</param>
public sealed record ShadowResult(
    string PlanKey,
    int PlanVersion,
    string Currency,
    int Compared,
    decimal Billed,
    decimal Current,
    decimal Rated,
    decimal Difference,
    ImmutableArray<ShadowAccount> Accounts,
    string? Next = null);
