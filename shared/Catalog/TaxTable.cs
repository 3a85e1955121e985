using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>A version of the tax of a jurisdiction by product tax class.</summary>
/// <param name="Jurisdiction">Such as "DE".</param>
/// <param name="Rates">One rate for each tax class.</param>
/// <param name="Rounding">Whether each line's tax is rounded or the tax of a rate once.</param>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="EffectiveFrom">From when on it taxes; absent: always. Of the versions in force the highest counts.</param>
public sealed record TaxTable(
    string Jurisdiction, ImmutableArray<TaxRate> Rates, TaxRounding Rounding = TaxRounding.Line, int Version = 1, DateTimeOffset? EffectiveFrom = null);
