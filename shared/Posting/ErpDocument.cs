namespace RevenueFunctions.Posting;

/// <summary>A document in the ERP.</summary>
public sealed record ErpDocument(string Reference, JournalEntry Entry, DateTimeOffset PostedAt)
{
    /// <summary>The id of all that happened to what it books.</summary>
    public string CorrelationId => Entry.CorrelationId;
}
