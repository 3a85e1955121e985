namespace RevenueFunctions.Catalog;

/// <summary>Which way a quantity is rounded.</summary>
public enum QuantityRoundingMode
{
    /// <summary>To the next greater number.</summary>
    Ceil,

    /// <summary>To the next smaller number.</summary>
    Floor,

    /// <summary>To the nearest number, a half away from zero.</summary>
    HalfUp,
}
