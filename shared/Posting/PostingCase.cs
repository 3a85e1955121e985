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
                ? "Mend the cause and resolve the saga's exception with 'retry', or book it by hand and resolve with 'skip'."
                : "Mend the cause and resolve with 'retry' (send again) or 'skip' (set aside with a note and let its successors pass).",
            "finance",
            entry.Entry.PostingKey,
            ExceptionState.Open,
            now,
            entry.Reason,
            entry.Entry.LegalEntityId);
    }
}
