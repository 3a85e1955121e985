using RevenueFunctions.Exceptions;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Posting;

/// <summary>
/// The ordered journal of postings of each legal entity. Queueing is idempotent by posting key and durable before the doorbell rings,
/// so a lost ring loses nothing.
/// </summary>
public sealed class PostingLane(ITableStore store, IPostingDoorbell doorbell, ExceptionStore exceptions, TimeProvider clock)
{
    private readonly LaneTable table = new(store);
    private readonly PeriodTable periods = new(store);

    /// <summary>Gives the entry the next place in its entity's lane, once for each posting key.</summary>
    public Task<EnqueueOutcome> EnqueueAsync(JournalEntry entry, string? sagaId, CancellationToken cancellationToken = default) =>
        EnqueueAsync(entry, sagaId, 0, cancellationToken);

    /// <summary>
    /// The same, but an entry that was set aside under the key gets a new place at the end, with the content given now. The generation,
    /// 1, 2, 3 …, says which time this is: asked for the same one again, an entry that was set aside anew stays so.
    /// </summary>
    public Task<EnqueueOutcome> RequeueAsync(JournalEntry entry, string? sagaId, int generation, CancellationToken cancellationToken = default) =>
        EnqueueAsync(entry, sagaId, generation, cancellationToken);

    /// <summary>How a lane stands; a lane without entries is open.</summary>
    public async Task<LaneStatus> StatusAsync(string legalEntityId, CancellationToken cancellationToken = default) =>
        (await table.ReadAsync(legalEntityId, cancellationToken)).Status;

    /// <summary>How every lane stands that ever had an entry, by legal entity.</summary>
    public async Task<IReadOnlyList<LaneStatus>> ListAsync(CancellationToken cancellationToken = default)
    {
        var lanes = new List<LaneStatus>();
        foreach (var legalEntityId in await table.LegalEntitiesAsync(cancellationToken))
        {
            lanes.Add(await StatusAsync(legalEntityId, cancellationToken));
        }

        return lanes;
    }

    /// <summary>The entry that a lane has to settle next, which waits longest; null when none waits.</summary>
    public async Task<LaneEntry?> OldestWaitingAsync(LaneStatus lane, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lane);
        return lane.Waiting > 0 ? await table.EntryAsync(lane.LegalEntityId, lane.NextSequence, cancellationToken) : null;
    }

    /// <summary>The last so many entries of a lane, in order.</summary>
    public async Task<IReadOnlyList<LaneEntry>> LastAsync(string legalEntityId, int count, CancellationToken cancellationToken = default)
    {
        var status = await StatusAsync(legalEntityId, cancellationToken);
        return status.LastSequence == 0 ? [] : await table.FromAsync(legalEntityId, status.LastSequence - count + 1, count, cancellationToken);
    }

    /// <summary>A page of a lane's entries, in order.</summary>
    public Task<(IReadOnlyList<LaneEntry> Entries, string? Next)> EntriesAsync(
        string legalEntityId, int limit, string? continuation, CancellationToken cancellationToken = default) =>
        table.EntriesAsync(legalEntityId, limit, continuation, cancellationToken);

    /// <summary>The entry under the posting key, or null.</summary>
    public async Task<LaneEntry?> FindAsync(string legalEntityId, string postingKey, CancellationToken cancellationToken = default)
    {
        var key = await table.KeyAsync(legalEntityId, postingKey, cancellationToken);
        return key is null ? null : await table.EntryAsync(legalEntityId, key.Value.Key.Sequence, cancellationToken);
    }

    /// <summary>The entry under the posting key, whichever entity's lane it is in, or null.</summary>
    public async Task<LaneEntry?> FindAnywhereAsync(string postingKey, CancellationToken cancellationToken = default)
    {
        foreach (var legalEntityId in await table.LegalEntitiesAsync(cancellationToken))
        {
            if (await FindAsync(legalEntityId, postingKey, cancellationToken) is { } entry)
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>Rings for each lane that has something to do: what a lost or dead-lettered ring left lying goes on. Answers how many.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        var rung = 0;
        foreach (var lane in await ListAsync(cancellationToken))
        {
            if (lane.Waiting > 0 && (lane.RetryAt is null || lane.RetryAt <= now))
            {
                await doorbell.RingAsync(lane.LegalEntityId, $"{lane.LegalEntityId}:sweep:{now.ToUnixTimeMilliseconds()}", null, null, cancellationToken);
                rung++;
            }
        }

        return rung;
    }

    private async Task<EnqueueOutcome> EnqueueAsync(JournalEntry entry, string? sagaId, int generation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var fingerprint = JournalEntries.Fingerprint(entry);
        while (true)
        {
            var key = await table.KeyAsync(entry.LegalEntityId, entry.PostingKey, cancellationToken);
            var lane = await table.ReadAsync(entry.LegalEntityId, cancellationToken);
            LaneEntry? aside = null;
            if (key is { } known)
            {
                var standing = (await table.EntryAsync(entry.LegalEntityId, known.Key.Sequence, cancellationToken))!;
                if (standing.State != LaneEntryState.SetAside || standing.Generation >= generation)
                {
                    return await RepeatAsync(standing, entry, fingerprint, cancellationToken);
                }

                aside = standing;
            }

            if (lane.TailVersion is null)
            {
                await table.RegisterAsync(entry.LegalEntityId, cancellationToken);
            }

            var day = (await periods.HeadAsync(entry.LegalEntityId, cancellationToken)).Head.DayFor(entry);
            var queued = new LaneEntry(
                lane.Tail.Last + 1, entry, fingerprint, LaneEntryState.Waiting, clock.GetUtcNow(), sagaId, Generation: generation,
                BookedOn: day == entry.AccountingDate ? null : day);
            if ((await table.AppendAsync(lane, queued, key?.Version, cancellationToken)).IsCommitted)
            {
                await RingAsync(queued, cancellationToken);
                if (aside is not null)
                {
                    await exceptions.ResolveAsync(PostingCase.IdOf(aside), "Queued again.", cancellationToken);
                }

                return new EnqueueOutcome(EnqueueKind.Queued, queued);
            }

            // Another one took this place, or queued this key: look again. Each round means that someone else got on, so this ends.
        }
    }

    private async Task<EnqueueOutcome> RepeatAsync(LaneEntry standing, JournalEntry entry, string fingerprint, CancellationToken cancellationToken)
    {
        if (standing.Fingerprint == fingerprint)
        {
            // The first hand-over may have crashed before it rang.
            if (standing.State == LaneEntryState.Waiting)
            {
                await RingAsync(standing, cancellationToken);
            }

            return new EnqueueOutcome(EnqueueKind.AlreadyQueued, standing);
        }

        await exceptions.RaiseAsync(PostingCase.Conflict(standing.Entry, entry, clock.GetUtcNow()), cancellationToken);
        return new EnqueueOutcome(EnqueueKind.KeyConflict, standing);
    }

    private ValueTask RingAsync(LaneEntry queued, CancellationToken cancellationToken) =>
        doorbell.RingAsync(queued.Entry.LegalEntityId, $"{queued.Entry.LegalEntityId}:{queued.Sequence}", queued.Entry.CorrelationId, null, cancellationToken);
}
