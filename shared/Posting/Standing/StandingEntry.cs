namespace RevenueFunctions.Posting;

/// <summary>An entry that a document other than an invoice gives rise to, kept from the moment at which the document stands.</summary>
/// <param name="Entry">What is to be posted; it never changes.</param>
/// <param name="Fingerprint">Hash of the content (<see cref="JournalEntries.Fingerprint"/>).</param>
/// <param name="RecordedAt">When it was recorded.</param>
public sealed record StandingEntry(JournalEntry Entry, string Fingerprint, DateTimeOffset RecordedAt);
