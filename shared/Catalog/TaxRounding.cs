namespace RevenueFunctions.Catalog;

/// <summary>Where tax is rounded; a property of the jurisdiction.</summary>
public enum TaxRounding
{
    /// <summary>Each line's tax is rounded, the total is their sum.</summary>
    Line,

    /// <summary>The exact tax of each rate is summed over the lines and rounded once.</summary>
    Total,
}
