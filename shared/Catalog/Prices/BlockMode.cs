namespace RevenueFunctions.Catalog;

/// <summary>Which tiers of a block price are charged.</summary>
public enum BlockMode
{
    /// <summary>Each tier's blocks at that tier's price.</summary>
    AllTiers,

    /// <summary>All units in blocks of the tier that the quantity reaches, at its price.</summary>
    TopTier,
}
