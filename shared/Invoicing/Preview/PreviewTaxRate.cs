namespace RevenueFunctions.Invoicing;

/// <summary>A tax to try out: <paramref name="Rate"/> 0.19 is 19 %, of a product tax class.</summary>
public sealed record PreviewTaxRate(decimal Rate, string TaxClass = "standard", string Name = "Tax");
