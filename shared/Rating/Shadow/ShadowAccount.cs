using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>An account, as billed and by the draft.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Difference">What the draft would have charged more over its periods, or less where it is below zero.</param>
/// <param name="Periods">Its periods in the order asked for.</param>
public sealed record ShadowAccount(string AccountId, decimal Difference, ImmutableArray<ShadowPeriod> Periods);
