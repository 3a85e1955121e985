namespace RevenueFunctions.Functions.Catalog;

/// <summary>What an import did.</summary>
/// <param name="Written">Documents added or replaced.</param>
/// <param name="Unchanged">Documents that were stored with the same content already.</param>
public sealed record CatalogImportResult(int Written, int Unchanged);
