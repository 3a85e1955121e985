namespace RevenueFunctions.Invoicing;

/// <summary>A side of a supply, as a tax engine has to know it.</summary>
public sealed record TaxParty(string Id, string Name, string Jurisdiction, string? TaxId = null);
