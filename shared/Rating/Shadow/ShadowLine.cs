using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>One charge of a period, by the catalog as it is and by a draft.</summary>
/// <param name="SubscriptionId">The contract.</param>
/// <param name="RateCardKey">The rate card.</param>
/// <param name="Group">The group, where each group is a charge of its own; otherwise empty.</param>
/// <param name="Kind">What it charges.</param>
/// <param name="CorrectedPeriod">The earlier period that it belongs to, for late usage.</param>
/// <param name="ServiceFrom">When the service was delivered, from (inclusive).</param>
/// <param name="ServiceTo">When the service was delivered, to (exclusive).</param>
/// <param name="Billed">What the invoice charged.</param>
/// <param name="Current">What it comes to by the catalog as it is; another amount than was billed only where the contract was amended since.</param>
/// <param name="Rated">What it comes to by the draft.</param>
/// <param name="Difference">What the draft would have charged more, or less where it is below zero.</param>
/// <param name="CurrentDerivations">How it comes about by the catalog as it is.</param>
/// <param name="RatedDerivations">How it comes about by the draft.</param>
public sealed record ShadowLine(
    string SubscriptionId,
    string RateCardKey,
    string Group,
    LineKind Kind,
    string? CorrectedPeriod,
    DateTimeOffset ServiceFrom,
    DateTimeOffset ServiceTo,
    decimal Billed,
    decimal Current,
    decimal Rated,
    decimal Difference,
    ImmutableArray<Derivation> CurrentDerivations,
    ImmutableArray<Derivation> RatedDerivations);
