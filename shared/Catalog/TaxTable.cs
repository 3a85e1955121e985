using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>The tax of a jurisdiction by product tax class.</summary>
/// <param name="Jurisdiction">Such as "DE".</param>
/// <param name="Rates">One rate for each tax class.</param>
/// <param name="Rounding">Whether each line's tax is rounded or the tax of a rate once.</param>
public sealed record TaxTable(string Jurisdiction, ImmutableArray<TaxRate> Rates, TaxRounding Rounding = TaxRounding.Line);
