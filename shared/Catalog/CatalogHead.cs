namespace RevenueFunctions.Catalog;

/// <summary>The one row that changes with every write to the catalog: readers watch it, writers hold it.</summary>
/// <param name="Version">Rises when a write ends that stored something, and when the lease of a dead writer is taken over.</param>
/// <param name="WritingUntil">While a write is under way: when it may be taken for dead.</param>
internal sealed record CatalogHead(long Version, DateTimeOffset? WritingUntil = null);
