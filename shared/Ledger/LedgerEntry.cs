using RevenueFunctions.Posting;

namespace RevenueFunctions.Ledger;

/// <summary>A document of the embedded ledger. Never changed, never removed: what is wrong is reversed by another one.</summary>
/// <param name="Number">Its number in the entity's books: 1, 2, 3 … without a gap.</param>
/// <param name="Reference">The number as a reference: "{legal entity}-{number}".</param>
/// <param name="Entry">What was booked.</param>
/// <param name="Fingerprint">Hash of the content (<see cref="JournalEntries.Fingerprint"/>).</param>
/// <param name="PostedAt">When it was booked.</param>
public sealed record LedgerEntry(long Number, string Reference, JournalEntry Entry, string Fingerprint, DateTimeOffset PostedAt);
