using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>One charge of a period that was rated again.</summary>
/// <param name="SubscriptionId">The contract.</param>
/// <param name="RateCardKey">The rate card.</param>
/// <param name="Group">The group, where each group is a charge of its own; otherwise empty.</param>
/// <param name="Kind">What it charges.</param>
/// <param name="CorrectedPeriod">The earlier period that it belongs to, for corrections and late usage.</param>
/// <param name="ServiceFrom">When the service was delivered, from (inclusive).</param>
/// <param name="ServiceTo">When the service was delivered, to (exclusive).</param>
/// <param name="Billed">What the invoice charges; zero when it has no such line.</param>
/// <param name="Rated">What it comes to now; zero when nothing is due any more.</param>
/// <param name="Difference">What would have to be charged more, or less where it is below zero.</param>
/// <param name="BilledDerivations">How the invoice came to it.</param>
/// <param name="RatedDerivations">How it comes about now.</param>
public sealed record RatedDifference(
    string SubscriptionId,
    string RateCardKey,
    string Group,
    LineKind Kind,
    string? CorrectedPeriod,
    DateTimeOffset ServiceFrom,
    DateTimeOffset ServiceTo,
    decimal Billed,
    decimal Rated,
    decimal Difference,
    ImmutableArray<Derivation> BilledDerivations,
    ImmutableArray<Derivation> RatedDerivations);
