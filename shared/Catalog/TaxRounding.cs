namespace RevenueFunctions.Catalog;

/// <summary>Where tax is rounded; a property of the jurisdiction.</summary>
public enum TaxRounding
{
    /// <summary>The tax of each line and rate is rounded; the total is their sum.</summary>
    Line,

    /// <summary>The exact tax of each rate is summed over the lines and rounded once.</summary>
    Rate,

    /// <summary>The exact tax of all lines and rates is summed and rounded once; the rates share it by largest remainder.</summary>
    Total,
}
