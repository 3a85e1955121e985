using RevenueFunctions.Ledger;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Functions.Ledger;

/// <summary>A document of the books as the API shows it.</summary>
/// <param name="Number">Its number in the entity's books.</param>
/// <param name="Reference">The number as a reference.</param>
/// <param name="CorrelationId">The id of all that happened to what it books, in traces, logs and messages.</param>
/// <param name="Entry">What was booked.</param>
/// <param name="Fingerprint">Hash of the content.</param>
/// <param name="PostedAt">When it was booked.</param>
public sealed record LedgerEntryView(long Number, string Reference, string CorrelationId, JournalEntry Entry, string Fingerprint, DateTimeOffset PostedAt)
{
    /// <summary>The view of a document.</summary>
    public static LedgerEntryView Of(LedgerEntry document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new LedgerEntryView(document.Number, document.Reference, document.Entry.CorrelationId, document.Entry, document.Fingerprint, document.PostedAt);
    }
}
