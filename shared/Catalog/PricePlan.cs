using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace RevenueFunctions.Catalog;

/// <summary>An immutable version of the set of rate cards that a subscription is on.</summary>
/// <param name="Key">Stable key, such as "scale".</param>
/// <param name="Version">1, 2, 3 …; a version never changes once stored.</param>
/// <param name="Name">Name on the invoice.</param>
/// <param name="Currency">Currency of every amount in it (ISO 4217).</param>
/// <param name="RateCards">What is charged.</param>
public sealed record PricePlan(string Key, int Version, string Name, string Currency, ImmutableArray<RateCard> RateCards);

/// <summary>The price terms of one product: of a meter's usage, or of a recurring fee.</summary>
/// <param name="Key">Unique within the plan.</param>
/// <param name="Product">The product that is sold; posting rules map it to a revenue account.</param>
/// <param name="Name">Text of the invoice line.</param>
/// <param name="Price">How the amount is computed.</param>
/// <param name="Meter">Key of the meter that gives the quantity; absent for a recurring fee.</param>
/// <param name="Group">Restricts the card to usage whose dimensions have these values, such as region = eu; absent or empty: all usage that no more specific card of the same meter takes.</param>
/// <param name="TaxClass">Product tax class, looked up in the jurisdiction's tax table.</param>
public sealed record RateCard(
    string Key,
    string Product,
    string Name,
    Price Price,
    string? Meter = null,
    ImmutableSortedDictionary<string, string>? Group = null,
    string TaxClass = "standard");

/// <summary>How an amount is computed from a quantity. All amounts are in the plan's currency, unrounded until the line.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "model", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(FlatPrice), "flat")]
[JsonDerivedType(typeof(PerUnitPrice), "perUnit")]
[JsonDerivedType(typeof(GraduatedPrice), "graduated")]
[JsonDerivedType(typeof(VolumePrice), "volume")]
[JsonDerivedType(typeof(PackagePrice), "package")]
public abstract record Price;

/// <summary>A fixed amount for each billing period: a recurring fee, prorated when the subscription covers part of the period.</summary>
/// <param name="Amount">For a whole period, zero or more.</param>
/// <param name="Timing">Whether a period's invoice charges that period or the next one.</param>
/// <param name="Proration">How a partial period is measured.</param>
public sealed record FlatPrice(decimal Amount, ChargeTiming Timing = ChargeTiming.InArrears, ProrationBasis Proration = ProrationBasis.DaysHalfOpen) : Price;

/// <summary>Every unit at one price.</summary>
public sealed record PerUnitPrice(decimal UnitAmount) : Price;

/// <summary>Each band of the quantity at its own price; the flat fee of a band is charged when the band is entered.</summary>
/// <param name="Tiers">Bands in rising order; the last is open.</param>
/// <param name="FirstFlatFeeAtZero">Whether the first band's flat fee is charged at quantity zero.</param>
public sealed record GraduatedPrice(ImmutableArray<PriceTier> Tiers, bool FirstFlatFeeAtZero = true) : Price;

/// <summary>All units at the price of the band that the quantity reaches, plus that band's flat fee.</summary>
/// <param name="Tiers">Bands in rising order; the last is open.</param>
/// <param name="FirstFlatFeeAtZero">Whether the first band's flat fee is charged at quantity zero.</param>
public sealed record VolumePrice(ImmutableArray<PriceTier> Tiers, bool FirstFlatFeeAtZero = true) : Price;

/// <summary>An amount for each package of units, after the free units.</summary>
/// <param name="Amount">For one package.</param>
/// <param name="Size">Units in a package, above zero.</param>
/// <param name="FreeUnits">Units not charged, zero or more.</param>
/// <param name="Rounding">Whether a begun package counts.</param>
public sealed record PackagePrice(decimal Amount, decimal Size, decimal FreeUnits = 0m, PackageRounding Rounding = PackageRounding.Up) : Price;

/// <summary>A band (previous upper bound, <paramref name="UpTo"/>]; the last band of a price has no upper bound.</summary>
public sealed record PriceTier(decimal? UpTo, decimal UnitAmount = 0m, decimal FlatAmount = 0m);

/// <summary>Whether a begun package counts.</summary>
public enum PackageRounding
{
    /// <summary>A begun package is charged.</summary>
    Up,

    /// <summary>Only whole packages are charged.</summary>
    Down,
}

/// <summary>Which period's fee an invoice charges.</summary>
public enum ChargeTiming
{
    /// <summary>The period that ended.</summary>
    InArrears,

    /// <summary>The period that follows; the first invoice also charges its own.</summary>
    InAdvance,
}

/// <summary>How the share of a partial period is measured. The denominator is always the whole period; dates are the account's.</summary>
public enum ProrationBasis
{
    /// <summary>Days, the last day not counted.</summary>
    DaysHalfOpen,

    /// <summary>Seconds.</summary>
    Seconds,
}
