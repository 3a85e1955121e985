namespace RevenueFunctions.Catalog;

/// <summary>The tax of a product tax class: <paramref name="Rate"/> 0.19 is 19 %, from 0 to 1.</summary>
public sealed record TaxRate(string TaxClass, string Name, decimal Rate);
