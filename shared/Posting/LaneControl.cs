using RevenueFunctions.Exceptions;
using RevenueFunctions.Sagas;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Posting;

/// <summary>What an operator may do to a lane that stands still; with a posting key only if it stands still on that one.</summary>
public sealed class LaneControl(ITableStore store, IPostingDoorbell doorbell, ExceptionStore exceptions, TimeProvider clock)
{
    private readonly LaneTable table = new(store);

    /// <summary>Sends the entry that the lane stands still on again, because its cause is mended.</summary>
    public Task<LaneAction> RetryAsync(string legalEntityId, string note, ISagaDoorbell sagas, string? onlyKey = null, CancellationToken cancellationToken = default) =>
        ActAsync(
            legalEntityId,
            note,
            sagas,
            onlyKey,
            lane => lane.Head.BlockedKey is not null,
            (_, entry) => entry with { State = entry.State == LaneEntryState.Rejected ? LaneEntryState.Waiting : entry.State, SentAt = null },
            cancellationToken);

    /// <summary>
    /// Lets a blocked lane, or one that waits out an outage, go on at once. The ERP is asked first whether it has the entry: so a
    /// document that was booked by hand under the posting key is taken over instead of sent.
    /// </summary>
    public Task<LaneAction> ReleaseAsync(string legalEntityId, string note, ISagaDoorbell sagas, string? onlyKey = null, CancellationToken cancellationToken = default) =>
        ActAsync(
            legalEntityId,
            note,
            sagas,
            onlyKey,
            lane => lane.Head.BlockedKey is not null || lane.Head.RetryAt is not null,
            (lane, entry) => lane.Head.BlockedKey is null ? entry : entry with { State = LaneEntryState.Unknown, SentAt = null },
            cancellationToken);

    /// <summary>Sets the entry aside without a document and lets its successors pass. Its saga then asks a person what becomes of the invoice.</summary>
    public Task<LaneAction> SkipAsync(string legalEntityId, string note, ISagaDoorbell sagas, string? onlyKey = null, CancellationToken cancellationToken = default) =>
        ActAsync(
            legalEntityId,
            note,
            sagas,
            onlyKey,
            lane => lane.Head.BlockedKey is not null,
            (_, entry) => entry with { State = LaneEntryState.SetAside, Reason = note, SettledAt = clock.GetUtcNow() },
            cancellationToken);

    private async Task<LaneAction> ActAsync(
        string legalEntityId, string note, ISagaDoorbell sagas, string? onlyKey, Func<LaneRows, bool> applies, Func<LaneRows, LaneEntry, LaneEntry> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var lane = await table.ReadAsync(legalEntityId, cancellationToken);
            if (lane.TailVersion is null)
            {
                return new LaneAction(LaneActionKind.UnknownLane, null);
            }

            if (!applies(lane) || (onlyKey is not null && lane.Head.BlockedKey != onlyKey))
            {
                return new LaneAction(LaneActionKind.NotStanding, null);
            }

            var entry = (await table.EntryAsync(legalEntityId, lane.Head.Next, cancellationToken))!;
            var changed = change(lane, entry);
            var head = new LaneHead(changed.State == LaneEntryState.SetAside ? entry.Sequence + 1 : entry.Sequence);
            var stored = await table.WriteAsync(lane, head, changed, cancellationToken);
            if (stored.IsCommitted)
            {
                // The case of an entry set aside stays on the saga's desk; that of the lane is settled by what the operator did.
                await exceptions.ResolveAsync(PostingCase.IdOf(entry), note, cancellationToken);
                await doorbell.RingAsync(legalEntityId, $"{legalEntityId}:operator:{stored.Version.Value}", entry.Entry.CorrelationId, null, cancellationToken);
                if (changed is { State: LaneEntryState.SetAside, SagaId: { } sagaId })
                {
                    await sagas.RingAsync(sagaId, SagaEvents.PostingSettled, cancellationToken);
                }

                return new LaneAction(LaneActionKind.Done, changed);
            }

            // The worker or another operator got in between: judge the lane as it is now.
        }
    }
}
