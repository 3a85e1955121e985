using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RevenueFunctions.Catalog;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Sagas;
using RevenueFunctions.Storage;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Posting;

/// <summary>
/// Posts a lane's entries into the ERP, strictly in order. The intent is stored before the ERP is called and the outcome before anyone
/// is told, each under the version that was read: whoever lost the lane in between writes nothing.
/// </summary>
public sealed partial class PostingLaneWorker(
    ITableStore store,
    CheckedErp erp,
    IPostingDoorbell doorbell,
    ExceptionStore exceptions,
    FindLegalEntity findLegalEntity,
    IOptions<PostingOptions> options,
    TimeProvider clock,
    FabricTracing tracing,
    FabricInstruments instruments,
    ILogger<PostingLaneWorker> logger)
{
    // A delayed ring may come a moment early by another machine's clock; sent back, it would be dropped as a repeat of itself.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(1);

    private readonly LaneTable table = new(store);
    private readonly PeriodTable periods = new(store);

    /// <summary>Posts until nothing waits or the lane cannot go on. <paramref name="owner"/> names this worker's turn and must be unique.</summary>
    public async Task<DrainResult> DrainAsync(string legalEntityId, string owner, ISagaDoorbell sagas, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sagas);
        var turn = new Turn(legalEntityId, owner, sagas, cancellationToken);
        for (var settled = 0; ; settled++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var lane = await table.ReadAsync(legalEntityId, cancellationToken);
            if (lane.Head.Next > lane.Tail.Last)
            {
                return new DrainResult(DrainEnd.Empty, settled);
            }

            var entry = (await table.EntryAsync(legalEntityId, lane.Head.Next, cancellationToken))!;
            var end = await StandstillAsync(turn, lane, entry) ?? await TraceAsync(turn, entry, () => SettleAsync(turn, lane, entry));
            if (end is { } stopped)
            {
                return new DrainResult(stopped, settled);
            }
        }
    }

    /// <summary>
    /// Rings the saga of the entry that was settled last. To be called when a doorbell is delivered again: the worker before may have died
    /// between storing that outcome and telling it, and the saga would learn it only when it next looks by itself.
    /// </summary>
    public async Task RemindAsync(string legalEntityId, ISagaDoorbell sagas, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sagas);
        var lane = await table.ReadAsync(legalEntityId, cancellationToken);
        if (await table.EntryAsync(legalEntityId, lane.Head.Next - 1, cancellationToken) is { SagaId: { } sagaId })
        {
            await sagas.RingAsync(sagaId, SagaEvents.PostingSettled, cancellationToken);
        }
    }

    private async Task<DrainEnd?> StandstillAsync(Turn turn, LaneRows lane, LaneEntry entry)
    {
        if (lane.Head.BlockedKey is not null)
        {
            // Whoever blocked the lane may have crashed before anybody knew. When the case stands, it is known: the sweep comes here every
            // few minutes, and a saga rung each time would have a history without end.
            if (await RaiseAsync(turn, entry))
            {
                await RingAsync(turn, entry);
            }

            return DrainEnd.Blocked;
        }

        return lane.Head.RetryAt is { } retryAt && retryAt > clock.GetUtcNow() + Skew
            ? await RingLaterAsync(turn, entry, $"retry:{entry.Sequence}:{lane.Head.Failures}", retryAt)
            : null;
    }

    private async Task<DrainEnd?> SettleAsync(Turn turn, LaneRows lane, LaneEntry entry)
    {
        if (entry.Code is not null)
        {
            // A person let the lane go on from here. Whoever did it for them may have died before the case was settled.
            await exceptions.ResolveAsync(PostingCase.IdOf(entry), "The lane went on.", turn.Cancellation);
        }

        try
        {
            if (entry.State is LaneEntryState.Sending or LaneEntryState.Unknown)
            {
                if (await erp.FindAsync(turn.LegalEntityId, entry.Entry.PostingKey, turn.Cancellation) is { } found)
                {
                    return await FoundAsync(turn, lane, entry, found);
                }

                if (await UnansweredAsync(turn, lane, entry) is { } wait)
                {
                    return wait;
                }
            }
        }
        catch (Exception failure) when (FailurePolicy.Classify(failure) != FailureAction.Redeliver)
        {
            // Only asked, nothing sent: a time-out here is an outage like any other.
            return FailurePolicy.Classify(failure) == FailureAction.Park
                ? await ParkAsync(turn, lane, entry, failure)
                : await BackOffAsync(turn, lane, entry, failure);
        }

        // Its period may have been closed since it was queued, by somebody who did not see it in the lane: booked there, it would change books
        // that were reported already.
        var open = (await periods.HeadAsync(turn.LegalEntityId, turn.Cancellation)).Head.OpenFrom;
        var bookedOn = open > entry.ToBook().AccountingDate ? open : entry.BookedOn;
        var intent = entry with { State = LaneEntryState.Sending, Attempt = entry.Attempt + 1, Owner = turn.Owner, SentAt = clock.GetUtcNow(), BookedOn = bookedOn };

        // With the head, although that stays as it is: another worker may have settled the entry after the head was read and before the entry
        // was. An intent written over it would stand for ever, because the lane is past it, and its saga would wait as long.
        var stored = await table.WriteAsync(lane, lane.Head, intent, turn.Cancellation);
        if (stored.IsCommitted)
        {
            return await SendAsync(turn, lane with { HeadVersion = stored.Version }, intent);
        }

        if (await StandsAsync(turn, intent) is { } standing)
        {
            return await SendAsync(turn, standing, intent);
        }

        LogSuperseded(turn.LegalEntityId, entry.Entry.PostingKey, turn.Owner);
        return DrainEnd.Superseded;
    }

    private async Task<DrainEnd?> SendAsync(Turn turn, LaneRows lane, LaneEntry intent)
    {
        ErpPostResult result;
        try
        {
            result = await erp.PostAsync(intent.ToBook(), turn.Cancellation);
            instruments.Attempted(turn.LegalEntityId, result is ErpPostResult.Rejected ? "rejected" : "posted");
            if (result is ErpPostResult.Rejected && intent.Attempt > 1 && await erp.FindAsync(turn.LegalEntityId, intent.Entry.PostingKey, turn.Cancellation) is { } standing)
            {
                // A call of an earlier attempt, cut off or overtaken, took effect after all: set aside now, its document would stand for ever unknown.
                result = new ErpPostResult.Posted(standing);
            }
        }
        catch (Exception failure) when (FailurePolicy.Classify(failure) != FailureAction.Redeliver)
        {
            instruments.Attempted(turn.LegalEntityId, OutcomeOf(FailurePolicy.Classify(failure)));
            return FailurePolicy.Classify(failure) switch
            {
                FailureAction.AskFirst => await UnknownAsync(turn, lane, intent),
                FailureAction.RetryLater => await BackOffAsync(turn, lane, intent with { State = LaneEntryState.Waiting }, failure),
                _ => await ParkAsync(turn, lane, intent, failure),
            };
        }

        return result switch
        {
            ErpPostResult.Posted posted => await FoundAsync(turn, lane, intent, posted.Document),
            ErpPostResult.Rejected rejected => await RejectedAsync(turn, lane, intent, rejected),
            _ => throw new InvalidOperationException($"The connector answered {result.GetType().Name}, which is no outcome."),
        };
    }

    private static string OutcomeOf(FailureAction action) => action switch
    {
        FailureAction.AskFirst => "unanswered",
        FailureAction.RetryLater => "unavailable",
        _ => "failed",
    };

    private sealed record Turn(string LegalEntityId, string Owner, ISagaDoorbell Sagas, CancellationToken Cancellation);
}
