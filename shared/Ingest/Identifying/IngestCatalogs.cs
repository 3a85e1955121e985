using RevenueFunctions.Catalog;

namespace RevenueFunctions.Ingest;

/// <summary>Hands out the compiled form of the catalog.</summary>
/// <param name="read">The catalog, which may be a moment old.</param>
/// <param name="readCurrent">The catalog as it is stored now; without it the other one counts as that.</param>
public sealed class IngestCatalogs(Func<CancellationToken, ValueTask<CatalogSnapshot>> read, Func<CancellationToken, Task<CatalogSnapshot>>? readCurrent = null)
{
    private volatile IngestCatalog current = IngestCatalog.Empty;

    internal async ValueTask<IngestCatalog> GetAsync(CancellationToken cancellationToken) => Compile(await read(cancellationToken));

    /// <summary>For whoever must not refuse, or bill, by what was true a moment ago.</summary>
    internal async ValueTask<IngestCatalog> GetCurrentAsync(CancellationToken cancellationToken) =>
        readCurrent is null ? await GetAsync(cancellationToken) : Compile(await readCurrent(cancellationToken));

    private IngestCatalog Compile(CatalogSnapshot snapshot)
    {
        var compiled = current;
        if (!ReferenceEquals(compiled.Snapshot, snapshot))
        {
            current = compiled = new IngestCatalog(snapshot);
        }

        return compiled;
    }
}
