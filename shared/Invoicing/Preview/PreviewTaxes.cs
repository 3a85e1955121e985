using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Invoicing;

/// <summary>Taxes to try out.</summary>
/// <param name="Rates">By product tax class; several of one class add up.</param>
/// <param name="Rounding">Where tax is rounded.</param>
/// <param name="Inclusive">True when the prices hold the tax already.</param>
/// <param name="Profile">Exemption or reverse charge of the customer.</param>
public sealed record PreviewTaxes(ImmutableArray<PreviewTaxRate> Rates = default, TaxRounding Rounding = TaxRounding.Line, bool Inclusive = false, TaxProfile? Profile = null)
{
    /// <summary>Absent reads as empty.</summary>
    public ImmutableArray<PreviewTaxRate> Rates { get; init; } = Rates.IsDefault ? [] : Rates;
}
