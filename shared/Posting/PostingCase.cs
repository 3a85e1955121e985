using RevenueFunctions.Exceptions;

namespace RevenueFunctions.Posting;

/// <summary>The exception case of an entry that a lane could not post.</summary>
public static class PostingCase
{
    /// <summary>The id of the case: one for each entry.</summary>
    public static string IdOf(LaneEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return $"posting:{entry.Entry.LegalEntityId}:{entry.Entry.PostingKey}:{entry.Sequence}";
    }

    /// <summary>The case for a person.</summary>
    public static ExceptionCase For(LaneEntry entry, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var aside = entry.State == LaneEntryState.SetAside;
        return new ExceptionCase(
            IdOf(entry),
            ExceptionKind.Posting,
            entry.Code ?? "posting-stopped",
            aside ? $"Posting {entry.Entry.PostingKey} was set aside" : $"The posting lane of {entry.Entry.LegalEntityId} stands still on {entry.Entry.PostingKey}",
            aside
                ? entry.SagaId is null
                    ? "Mend the cause and resolve with 'retry' (queue it again at the end of the lane), or book it by hand and resolve with 'resolve'."
                    : "Mend the cause and resolve the saga's exception with 'retry', or book it by hand and resolve with 'skip'."
                : "Mend the cause and resolve with 'retry' (send again) or 'skip' (set aside with a note and let its successors pass).",
            "finance",
            entry.Entry.PostingKey,
            ExceptionState.Open,
            now,
            entry.Reason,
            entry.Entry.LegalEntityId);
    }

    /// <summary>The case of two contents under one posting key; what was there first stands.</summary>
    public static ExceptionCase Conflict(JournalEntry standing, JournalEntry refused, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(refused);
        return new ExceptionCase(
            $"posting-key-conflict:{refused.LegalEntityId}:{refused.PostingKey}",
            ExceptionKind.Posting,
            "posting-key-conflict",
            $"Two contents for the posting {refused.PostingKey}",
            "Compare both; what was queued first stands. Correct it by a reversal and a new posting.",
            "revenue-operations",
            refused.PostingKey,
            ExceptionState.Open,
            now,
            $"Queued: {standing.TotalDebit} {standing.Currency}; refused: {refused.TotalDebit} {refused.Currency}.",
            refused.LegalEntityId);
    }
}
