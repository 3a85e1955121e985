namespace RevenueFunctions.Catalog;

/// <summary>What an edit wants: documents to store, or its reason to refuse.</summary>
public sealed record CatalogEdit(CatalogDocuments Documents)
{
    /// <summary>Why nothing is to be stored; null when the documents are.</summary>
    public CatalogOutcome? Refusal { get; private init; }

    /// <summary>Nothing is stored.</summary>
    public static CatalogEdit Refuse(CatalogOutcome refusal) => new(new CatalogDocuments()) { Refusal = refusal };
}
