using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Posting;

/// <summary>What is stored when a call ended, or did not: each outcome in one atomic batch with the lane's head.</summary>
public sealed partial class PostingLaneWorker
{
    private async Task<DrainEnd?> PostedAsync(Turn turn, LaneRows lane, LaneEntry entry, string reference)
    {
        var posted = entry with
        {
            State = LaneEntryState.Posted, Reference = reference, Code = null, Reason = null, SettledAt = clock.GetUtcNow(),
        };
        return await StoreAsync(turn, lane, new LaneHead(entry.Sequence + 1), posted) ? null : DrainEnd.Superseded;
    }

    /// <summary>The ERP has a document under the key: ours when its figures are ours, otherwise a person must look.</summary>
    private Task<DrainEnd?> FoundAsync(Turn turn, LaneRows lane, LaneEntry entry, ErpDocument found) =>
        found.Entry.TotalDebit == entry.Entry.TotalDebit && found.Entry.TotalCredit == entry.Entry.TotalCredit && found.Entry.Currency == entry.Entry.Currency
            ? PostedAsync(turn, lane, entry, found.Reference)
            : BlockAsync(
                turn, lane, entry with { State = LaneEntryState.Unknown }, "document-differs",
                $"The ERP has {found.Reference} over {Figures(found.Entry)} under this key, the lane has {Figures(entry.Entry)}.");

    private static string Figures(JournalEntry entry) => entry.TotalDebit == entry.TotalCredit
        ? string.Create(CultureInfo.InvariantCulture, $"{entry.TotalDebit} {entry.Currency}")
        : string.Create(CultureInfo.InvariantCulture, $"{entry.TotalDebit} debit and {entry.TotalCredit} credit {entry.Currency}");

    private async Task<DrainEnd?> RejectedAsync(Turn turn, LaneRows lane, LaneEntry entry, ErpPostResult.Rejected rejected)
    {
        if (rejected.Code == ErpPostResult.PeriodClosed
            && (await periods.HeadAsync(turn.LegalEntityId, turn.Cancellation)).Head.FirstFree is { } day && day > entry.ToBook().AccountingDate)
        {
            // The ledger was closed between the look at the period and the call: nothing was booked, and the entry goes to the first open day.
            var later = entry with { State = LaneEntryState.Waiting, BookedOn = day };
            return (await table.WriteAsync(lane, lane.Head, later, turn.Cancellation)).IsCommitted ? null : DrainEnd.Superseded;
        }

        var entity = await findLegalEntity(turn.LegalEntityId, turn.Cancellation);
        if (entity?.OnRejected != RejectedPostingPolicy.Skip)
        {
            return await BlockAsync(turn, lane, entry with { State = LaneEntryState.Rejected }, rejected.Code, rejected.Reason);
        }

        var aside = entry with { State = LaneEntryState.SetAside, Code = rejected.Code, Reason = rejected.Reason, SettledAt = clock.GetUtcNow() };
        return await StoreAsync(turn, lane, new LaneHead(entry.Sequence + 1), aside) ? null : DrainEnd.Superseded;
    }

    private async Task<DrainEnd?> UnknownAsync(Turn turn, LaneRows lane, LaneEntry entry)
    {
        LogUnknown(turn.LegalEntityId, entry.Entry.PostingKey, entry.Attempt);
        var stored = await table.WriteAsync(lane, lane.Head, entry with { State = LaneEntryState.Unknown }, turn.Cancellation);
        return stored.IsCommitted ? null : DrainEnd.Superseded;
    }

    /// <summary>The ERP has no document although it may have been asked: not to be sent again while that call may still take effect.</summary>
    private async Task<DrainEnd?> UnansweredAsync(Turn turn, LaneRows lane, LaneEntry entry)
    {
        if (entry.SentAt is not { } sentAt)
        {
            // An operator took it from here: nothing is under way any more.
            return null;
        }

        var sendAgainAt = sentAt + options.Value.InFlight;
        if (sendAgainAt > clock.GetUtcNow())
        {
            return await RingLaterAsync(turn, entry, $"in-flight:{entry.Sequence}:{entry.Attempt}", sendAgainAt + Skew);
        }

        return entry.Attempt % options.Value.Attempts != 0
            ? null
            : await BlockAsync(
                turn, lane, entry with { State = LaneEntryState.Unknown }, "no-answer",
                $"The ERP was asked {entry.Attempt} times, never answered and has no document under the key.");
    }

    private async Task<DrainEnd?> BackOffAsync(Turn turn, LaneRows lane, LaneEntry entry, Exception failure)
    {
        var failures = lane.Head.Failures + 1;
        var retryAt = clock.GetUtcNow() + FailurePolicy.BackOff(options.Value, failures, (failure as ErpUnavailableException)?.RetryAfter);
        var reason = ErpText.Reason(failure.Message);
        LogBackOff(turn.LegalEntityId, entry.Entry.PostingKey, failures, retryAt, reason);
        var head = lane.Head with { Failures = failures, RetryAt = retryAt, Reason = reason };
        var stored = await table.WriteAsync(lane, head, entry, turn.Cancellation);
        return stored.IsCommitted ? await RingLaterAsync(turn, entry, $"retry:{entry.Sequence}:{failures}", retryAt) : DrainEnd.Superseded;
    }

    private async Task<DrainEnd?> ParkAsync(Turn turn, LaneRows lane, LaneEntry entry, Exception failure)
    {
        // A bug of the connector: the lane stops on it, with the outcome unknown, instead of running into it for ever.
        LogParked(turn.LegalEntityId, entry.Entry.PostingKey, failure);
        return await BlockAsync(
            turn, lane, entry with { State = LaneEntryState.Unknown }, "connector-failed", $"{failure.GetType().Name}: {ErpText.Reason(failure.Message)}");
    }

    private async Task<DrainEnd?> BlockAsync(Turn turn, LaneRows lane, LaneEntry entry, string code, string reason)
    {
        var stopped = entry with { Code = code, Reason = reason };
        var head = new LaneHead(entry.Sequence, 0, null, reason, entry.Entry.PostingKey, clock.GetUtcNow());
        return await StoreAsync(turn, lane, head, stopped) ? DrainEnd.Blocked : DrainEnd.Superseded;
    }

    private async Task<bool> StoreAsync(Turn turn, LaneRows lane, LaneHead head, LaneEntry settled)
    {
        // Whoever settles an entry owns it, also one that another worker sent: that one must not take the outcome for its own and count it again.
        var entry = settled with { Owner = turn.Owner };
        var stored = await table.WriteAsync(lane, head, entry, turn.Cancellation);
        if (!stored.IsCommitted && await StandsAsync(turn, entry) is null)
        {
            LogSuperseded(turn.LegalEntityId, entry.Entry.PostingKey, turn.Owner);
            return false;
        }

        LogSettled(turn.LegalEntityId, entry.Entry.PostingKey, entry.State, entry.Reference ?? entry.Code ?? string.Empty);
        if (entry is { State: LaneEntryState.Posted, SettledAt: { } at })
        {
            // Behind the conditional write: of two workers on one lane, one stores the outcome and one counts it.
            instruments.Posted(turn.LegalEntityId, at - entry.EnqueuedAt);
        }

        await TellAsync(turn, entry);
        return true;
    }

    /// <summary>
    /// The lane with the entry just as this turn wrote it, or null. The store's client sends a write again whose answer was lost, and that conflicts
    /// with itself: taken for another worker's, this turn would end, and the lane stand still until the sweep.
    /// </summary>
    private async Task<LaneRows?> StandsAsync(Turn turn, LaneEntry written)
    {
        var lane = await table.ReadAsync(turn.LegalEntityId, turn.Cancellation);
        var entry = await table.EntryAsync(turn.LegalEntityId, written.Sequence, turn.Cancellation);
        return entry is not null
            && (entry.Owner, entry.State, entry.Attempt, entry.SentAt, entry.SettledAt) == (written.Owner, written.State, written.Attempt, written.SentAt, written.SettledAt)
            ? lane
            : null;
    }

    private async Task TellAsync(Turn turn, LaneEntry entry)
    {
        if (entry.State != LaneEntryState.Posted)
        {
            await RaiseAsync(turn, entry);
        }

        await RingAsync(turn, entry);
    }

    /// <summary>Raises the entry's case; false when it stands already.</summary>
    private async Task<bool> RaiseAsync(Turn turn, LaneEntry entry)
    {
        var isNew = await exceptions.RaiseAsync(PostingCase.For(entry, clock.GetUtcNow()), turn.Cancellation);

        // An operator who watches the lane may have acted before the case was there to be settled.
        var current = await table.EntryAsync(turn.LegalEntityId, entry.Sequence, turn.Cancellation);
        if (current?.State != entry.State)
        {
            await exceptions.ResolveAsync(PostingCase.IdOf(entry), "An operator was faster.", turn.Cancellation);
        }

        return isNew;
    }

    private static Task RingAsync(Turn turn, LaneEntry entry) =>
        entry.SagaId is { } sagaId ? turn.Sagas.RingAsync(sagaId, SagaEvents.PostingSettled, turn.Cancellation) : Task.CompletedTask;

    private async Task<DrainEnd?> RingLaterAsync(Turn turn, LaneEntry entry, string why, DateTimeOffset at)
    {
        await doorbell.RingAsync(turn.LegalEntityId, $"{turn.LegalEntityId}:{why}", entry.Entry.CorrelationId, at, turn.Cancellation);
        return DrainEnd.BackingOff;
    }
}
