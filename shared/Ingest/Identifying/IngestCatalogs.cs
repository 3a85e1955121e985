using RevenueFunctions.Catalog;

namespace RevenueFunctions.Ingest;

/// <summary>Hands out the compiled form of the current catalog.</summary>
public sealed class IngestCatalogs(Func<CancellationToken, ValueTask<CatalogSnapshot>> read)
{
    private volatile IngestCatalog current = IngestCatalog.Empty;

    internal async ValueTask<IngestCatalog> GetAsync(CancellationToken cancellationToken)
    {
        var snapshot = await read(cancellationToken);
        var compiled = current;
        if (!ReferenceEquals(compiled.Snapshot, snapshot))
        {
            current = compiled = new IngestCatalog(snapshot);
        }

        return compiled;
    }
}
