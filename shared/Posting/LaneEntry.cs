using System.Globalization;

namespace RevenueFunctions.Posting;

/// <summary>An entry of a posting lane and how far it has come.</summary>
/// <param name="Sequence">Its place in the lane: 1, 2, 3 … without a gap.</param>
/// <param name="Entry">What is to be posted.</param>
/// <param name="Fingerprint">Hash of the content (<see cref="JournalEntries.Fingerprint"/>).</param>
/// <param name="State">Where it stands.</param>
/// <param name="EnqueuedAt">When it was queued.</param>
/// <param name="SagaId">The saga that waits for its outcome.</param>
/// <param name="Attempt">How often it was sent, or was about to be.</param>
/// <param name="Owner">The worker whose intent is stored: only it may store the outcome.</param>
/// <param name="SentAt">When the last intent was stored; absent again when an operator says that nothing is under way any more.</param>
/// <param name="Reference">The document in the ERP, once posted.</param>
/// <param name="Code">Why it was rejected or set aside, kebab-case.</param>
/// <param name="Reason">The same for a person.</param>
/// <param name="SettledAt">When its outcome was stored.</param>
/// <param name="Generation">How often the posting was set aside and queued again before.</param>
/// <param name="BookedOn">The day it is booked on instead of its own, which lies in a closed accounting period.</param>
public sealed record LaneEntry(
    long Sequence,
    JournalEntry Entry,
    string Fingerprint,
    LaneEntryState State,
    DateTimeOffset EnqueuedAt,
    string? SagaId = null,
    int Attempt = 0,
    string? Owner = null,
    DateTimeOffset? SentAt = null,
    string? Reference = null,
    string? Code = null,
    string? Reason = null,
    DateTimeOffset? SettledAt = null,
    int Generation = 0,
    DateOnly? BookedOn = null)
{
    /// <summary>The entry as it is sent: what was queued never changes, only the day on which it is booked may.</summary>
    public JournalEntry ToBook() => BookedOn is not { } day ? Entry : Entry with
    {
        AccountingDate = day,
        OriginalDate = Entry.OriginalDate ?? Entry.AccountingDate,
        Description = string.Create(CultureInfo.InvariantCulture, $"{Entry.Description} (of {Entry.OriginalDate ?? Entry.AccountingDate:yyyy-MM-dd}, in a closed period)"),
    };
}
