namespace RevenueFunctions.Catalog;

/// <summary>What an edit wants: documents to store, or its reason to refuse.</summary>
public sealed record CatalogEdit(CatalogDocuments Documents)
{
    /// <summary>Why nothing is to be stored; null when the documents are.</summary>
    public CatalogOutcome? Refusal { get; private init; }

    /// <summary>Who wants it; their name goes into the versions of governed documents.</summary>
    public string? Author { get; init; }

    /// <summary>The draft that is approved by it; null for a direct write.</summary>
    internal DraftApproval? Approval { get; init; }

    /// <summary>Nothing is stored.</summary>
    public static CatalogEdit Refuse(CatalogOutcome refusal) => new(new CatalogDocuments()) { Refusal = refusal };
}
