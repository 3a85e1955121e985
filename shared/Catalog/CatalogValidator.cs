namespace RevenueFunctions.Catalog;

/// <summary>Validates documents against each other and against the catalog.</summary>
public static class CatalogValidator
{
    /// <summary>What is wrong with the documents, or null when they may be stored.</summary>
    public static CatalogOutcome? Validate(CatalogDocuments documents, CatalogSnapshot current)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(current);
        return null;
    }
}
