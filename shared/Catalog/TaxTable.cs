using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>A version of the tax of a jurisdiction by product tax class.</summary>
/// <param name="Jurisdiction">Such as "DE".</param>
/// <param name="Rates">The rates of each tax class; several where a supply is taxed more than once, such as by a state and a county.</param>
/// <param name="Rounding">Where tax is rounded.</param>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="EffectiveFrom">From when on it taxes; absent: always. Of the versions in force the highest counts.</param>
/// <param name="Inclusive">True when prices hold the tax already.</param>
/// <param name="ReverseChargeNote">What the law wants on invoices whose recipient owes the tax.</param>
public sealed record TaxTable(
    string Jurisdiction, ImmutableArray<TaxRate> Rates, TaxRounding Rounding = TaxRounding.Line, int Version = 1, DateTimeOffset? EffectiveFrom = null,
    bool Inclusive = false, string? ReverseChargeNote = null);
