using RevenueFunctions.Posting;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>
/// Each lane is posted in order: places without a gap, settled one after the other, documents in the ERP in the same order; one document
/// for a posting key, the same as in the lane; nothing in the ERP that no lane knows of.
/// </summary>
internal sealed class PostingOrder : IInvariant
{
    /// <inheritdoc/>
    public string Name => "posting order";

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> CheckAsync(Outcome outcome)
    {
        var broken = new List<string>();
        foreach (var lane in outcome.State.Lanes)
        {
            CheckPlaces(lane, broken);
            CheckSettled(lane, broken);
            CheckPosted(lane, outcome.State.BooksOf(lane.LegalEntityId), broken);
        }

        foreach (var books in outcome.State.Books)
        {
            CheckDocuments(books, outcome.State.Lane(books.LegalEntityId), broken);
        }

        broken.AddRange(outcome.Intents.Broken);
        return Task.FromResult<IReadOnlyList<string>>(broken);
    }

    private static void CheckPlaces(PostingLaneState lane, List<string> broken)
    {
        for (var at = 0; at < lane.Entries.Count; at++)
        {
            if (lane.Entries[at].Entry.Sequence != at + 1)
            {
                broken.Add($"lane {lane.LegalEntityId}: place {at + 1} is empty, {lane.Entries[at].Entry.Entry.PostingKey} stands at {lane.Entries[at].Entry.Sequence}");
                return;
            }
        }

        if (lane.Last != lane.Entries.Count)
        {
            broken.Add($"lane {lane.LegalEntityId}: the tail stands at {lane.Last}, the last entry at {lane.Entries.Count}");
        }

        foreach (var same in lane.Entries.Select(found => found.Entry).GroupBy(entry => entry.Entry.PostingKey, StringComparer.Ordinal))
        {
            var entries = same.ToList();
            if (entries.SkipLast(1).FirstOrDefault(entry => entry.State != LaneEntryState.SetAside) is { } standing)
            {
                broken.Add($"lane {lane.LegalEntityId}: {same.Key} stands at {standing.Sequence} as {standing.State} and again at {entries[^1].Sequence}");
            }

            if (lane.Keys.GetValueOrDefault(same.Key) != entries[^1].Sequence)
            {
                broken.Add($"lane {lane.LegalEntityId}: the key {same.Key} names place {lane.Keys.GetValueOrDefault(same.Key)}, its last entry stands at {entries[^1].Sequence}");
            }
        }
    }

    private static void CheckSettled(PostingLaneState lane, List<string> broken)
    {
        var (before, last) = (0L, 0L);
        foreach (var (entry, commit) in lane.Entries)
        {
            var isSettled = entry.State is LaneEntryState.Posted or LaneEntryState.SetAside;
            if (isSettled != entry.Sequence < lane.Head.Next)
            {
                broken.Add($"lane {lane.LegalEntityId}: {entry.Entry.PostingKey} at {entry.Sequence} is {entry.State}, and the lane goes on at {lane.Head.Next}");
            }

            if (isSettled && commit < last)
            {
                broken.Add($"lane {lane.LegalEntityId}: {entry.Sequence} was settled (commit {commit}) before {before} (commit {last})");
            }

            (before, last) = isSettled ? (entry.Sequence, commit) : (before, last);
        }
    }

    private static void CheckPosted(PostingLaneState lane, BooksState? books, List<string> broken)
    {
        var last = 0L;
        foreach (var entry in lane.Entries.Select(found => found.Entry).Where(entry => entry.State == LaneEntryState.Posted))
        {
            if (books?.Documents.FirstOrDefault(document => document.Reference == entry.Reference) is not { } document)
            {
                broken.Add($"lane {lane.LegalEntityId}: {entry.Entry.PostingKey} is posted as {entry.Reference ?? "nothing"}, which the ERP does not have");
                continue;
            }

            if (document.Entry.PostingKey != entry.Entry.PostingKey || JournalEntries.Fingerprint(document.Entry) != JournalEntries.Fingerprint(entry.ToBook()))
            {
                broken.Add($"lane {lane.LegalEntityId}: {entry.Entry.PostingKey} is posted as {entry.Reference}, which has other content: {document.Entry.PostingKey}, {document.Entry.TotalDebit} {document.Entry.Currency} against {entry.Entry.TotalDebit} {entry.Entry.Currency}");
            }

            // What a person set aside while the ERP had it after all keeps its older document when it is queued again.
            if (document.Number < last && entry.Generation == 0)
            {
                broken.Add($"lane {lane.LegalEntityId}: {entry.Entry.PostingKey} at {entry.Sequence} is {entry.Reference}, which was booked before its predecessor's document {last}");
            }

            last = Math.Max(last, document.Number);
        }
    }

    private static void CheckDocuments(BooksState books, PostingLaneState? lane, List<string> broken)
    {
        foreach (var same in books.Documents.GroupBy(document => document.Entry.PostingKey, StringComparer.Ordinal))
        {
            if (same.Count() > 1)
            {
                broken.Add($"books of {books.LegalEntityId}: {same.Key} was booked {same.Count()} times: {string.Join(", ", same.Select(document => document.Reference))}");
            }

            var entry = lane?.Find(same.Key);
            if (entry is not { State: LaneEntryState.Posted })
            {
                broken.Add($"books of {books.LegalEntityId}: {same.First().Reference} stands under {same.Key}, which the lane has {(entry is null ? "never heard of" : $"as {entry.State} at {entry.Sequence}")}");
            }
        }
    }
}
