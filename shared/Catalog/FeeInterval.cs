namespace RevenueFunctions.Catalog;

/// <summary>For how long a fee is charged at once.</summary>
public enum FeeInterval
{
    /// <summary>Each billing period.</summary>
    Period,

    /// <summary>Three months.</summary>
    Quarter,

    /// <summary>Twelve months.</summary>
    Year,

    /// <summary>Once, when the contract first has the rate card.</summary>
    Once,
}
