using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>The tax of a jurisdiction by product tax class.</summary>
/// <param name="Jurisdiction">Such as "DE".</param>
/// <param name="Rates">One rate for each tax class.</param>
/// <param name="Rounding">Whether each line's tax is rounded or the tax of a rate once.</param>
public sealed record TaxTable(string Jurisdiction, ImmutableArray<TaxRate> Rates, TaxRounding Rounding = TaxRounding.Line);

/// <summary>The tax of a product tax class: <paramref name="Rate"/> 0.19 is 19 %, from 0 to 1.</summary>
public sealed record TaxRate(string TaxClass, string Name, decimal Rate);

/// <summary>Where tax is rounded; a property of the jurisdiction.</summary>
public enum TaxRounding
{
    /// <summary>Each line's tax is rounded, the total is their sum.</summary>
    Line,

    /// <summary>The exact tax of each rate is summed over the lines and rounded once.</summary>
    Total,
}
