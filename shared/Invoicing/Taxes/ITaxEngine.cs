using RevenueFunctions.Catalog;

namespace RevenueFunctions.Invoicing;

/// <summary>
/// The port to whoever knows the tax. An implementation answers every line or none, never half; whatever goes wrong with it is an outcome
/// that stops the invoice, because a wrong tax on an issued invoice can only be mended by taking the invoice back.
/// </summary>
public interface ITaxEngine
{
    /// <summary>The tax of the lines, or why there is none. May be asked the same any number of times.</summary>
    Task<TaxOutcome> ComputeAsync(TaxRequest request, CatalogSnapshot catalog, CancellationToken cancellationToken = default);
}
