using RevenueFunctions.Catalog;

namespace RevenueFunctions.Invoicing;

/// <summary>The embedded tax engine: the catalog's tax tables.</summary>
public sealed class TableTaxEngine : ITaxEngine
{
    /// <inheritdoc/>
    public Task<TaxOutcome> ComputeAsync(TaxRequest request, CatalogSnapshot catalog, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(catalog);
        return Task.FromResult(TableTax.Compute(request, catalog.TaxTables.GetValueOrDefault(request.Customer.Jurisdiction, [])));
    }
}
