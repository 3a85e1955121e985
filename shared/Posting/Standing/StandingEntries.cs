using RevenueFunctions.Exceptions;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Posting;

/// <summary>
/// Entries that documents other than invoices give rise to: credit notes, payments, recognition, accruals, write-offs. No saga stands behind
/// them, so each is stored under its posting key before its lane has it, and a sweep offers what a crash left in between.
/// </summary>
public sealed class StandingEntries(ITableStore store, PostingLane lane, ExceptionStore exceptions, TimeProvider clock)
{
    private readonly StandingTable table = new(store);

    /// <summary>
    /// Records the entry and queues it, once for each posting key; the repeat answers how far it has come. The document that gives rise to it
    /// is to be stored first: then an entry in the books always has its document.
    /// </summary>
    public async Task<StandingOutcome> RecordAsync(JournalEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var wanted = new StandingEntry(entry, JournalEntries.Fingerprint(entry), clock.GetUtcNow());
        if (!await table.TryInsertAsync(wanted, cancellationToken))
        {
            var standing = (await table.FindAsync(entry.LegalEntityId, entry.PostingKey, cancellationToken))!;
            if (standing.Fingerprint != wanted.Fingerprint)
            {
                await exceptions.RaiseAsync(PostingCase.Conflict(standing.Entry, entry, clock.GetUtcNow()), cancellationToken);
                return new StandingOutcome.Conflicting(new StandingPosting(standing, await lane.FindAsync(entry.LegalEntityId, entry.PostingKey, cancellationToken)));
            }

            wanted = standing;
        }

        return await OfferAsync(wanted, cancellationToken);
    }

    /// <summary>The entry under the posting key and how far it has come, or null.</summary>
    public async Task<StandingPosting?> FindAsync(string legalEntityId, string postingKey, CancellationToken cancellationToken = default) =>
        await table.FindAsync(legalEntityId, postingKey, cancellationToken) is { } standing
            ? new StandingPosting(standing, await lane.FindAsync(legalEntityId, postingKey, cancellationToken))
            : null;

    /// <summary>A page of a legal entity's entries whose posting key begins with a text such as "recognition:", in order of the keys.</summary>
    public Task<(IReadOnlyList<StandingEntry> Entries, string? Next)> ListAsync(
        string legalEntityId, string prefix, int limit, string? continuation, CancellationToken cancellationToken = default) =>
        table.ListAsync(legalEntityId, prefix, limit, continuation, cancellationToken);

    /// <summary>
    /// Queues an entry that was set aside again, at the end of its lane, because a person mended the cause. False when it is not set aside.
    /// </summary>
    public async Task<bool> RetryAsync(string legalEntityId, string postingKey, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(legalEntityId, postingKey, cancellationToken) is not { IsSetAside: true } posting)
        {
            return false;
        }

        await lane.RequeueAsync(posting.Standing.Entry, null, posting.Lane!.Generation + 1, cancellationToken);
        return true;
    }

    /// <summary>Offers whatever was recorded and may not be queued. Answers how many.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken = default)
    {
        var offered = 0;
        foreach (var legalEntityId in await table.LegalEntitiesAsync(cancellationToken))
        {
            foreach (var postingKey in await table.WaitingAsync(legalEntityId, cancellationToken))
            {
                await OfferAsync((await table.FindAsync(legalEntityId, postingKey, cancellationToken))!, cancellationToken);
                offered++;
            }
        }

        return offered;
    }

    private async Task<StandingOutcome> OfferAsync(StandingEntry standing, CancellationToken cancellationToken)
    {
        var entry = standing.Entry;
        var queued = await lane.EnqueueAsync(entry, null, cancellationToken);
        await table.OfferedAsync(entry.LegalEntityId, entry.PostingKey, cancellationToken);
        var posting = new StandingPosting(standing, queued.Entry);
        return queued.Kind == EnqueueKind.KeyConflict ? new StandingOutcome.Conflicting(posting) : new StandingOutcome.Queued(posting);
    }
}
