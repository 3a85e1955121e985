namespace RevenueFunctions.Catalog;

/// <summary>Which period's fee an invoice charges.</summary>
public enum ChargeTiming
{
    /// <summary>The period that ended.</summary>
    InArrears,

    /// <summary>The period that follows; the first invoice also charges its own.</summary>
    InAdvance,
}
