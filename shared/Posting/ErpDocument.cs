namespace RevenueFunctions.Posting;

/// <summary>A document in the ERP.</summary>
public sealed record ErpDocument(string Reference, JournalEntry Entry, DateTimeOffset PostedAt);
