namespace RevenueFunctions.Invoicing;

/// <summary>A document that takes back an issued invoice in full, numbered in the credit note series of the legal entity.</summary>
public sealed record CreditNote(string Number, DateTimeOffset IssuedAt, string Reason);
