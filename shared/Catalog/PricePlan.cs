using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>An immutable version of the set of rate cards that a subscription is on.</summary>
/// <param name="Key">Stable key, such as "scale".</param>
/// <param name="Version">1, 2, 3 …; a version never changes once stored.</param>
/// <param name="Name">Name on the invoice.</param>
/// <param name="Currency">Currency of every amount in it (ISO 4217).</param>
/// <param name="RateCards">What is charged.</param>
/// <param name="EffectiveFrom">First day, in an account's time zone, on which its contracts may be on this version; absent: any day.</param>
public sealed record PricePlan(
    string Key, int Version, string Name, string Currency, ImmutableArray<RateCard> RateCards, DateOnly? EffectiveFrom = null);
