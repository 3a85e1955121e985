using RevenueFunctions.Storage;

namespace RevenueFunctions.Catalog;

/// <summary>The right to write the catalog, until it is ended or outlived.</summary>
internal sealed class CatalogLease(CatalogHead head, RowVersion rowVersion)
{
    public CatalogHead Head { get; private set; } = head;

    public RowVersion RowVersion { get; private set; } = rowVersion;

    /// <summary>True once a batch may have reached the store.</summary>
    public bool HasWritten { get; set; }

    public void Renew(CatalogHead renewed, RowVersion version) => (Head, RowVersion) = (renewed, version);
}
