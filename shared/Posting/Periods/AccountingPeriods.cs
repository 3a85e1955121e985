using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Posting;

/// <summary>
/// The accounting periods of the legal entities. A period is closed in stored steps: from the first on, new entries are dated after it; what was
/// queued before is posted; then what closes it is queued and posted, because that depends on what is in the books; then the ledger itself refuses its days.
/// </summary>
public sealed class AccountingPeriods(
    ITableStore store, PostingLane lane, FindLegalEntity findLegalEntity, IEnumerable<IClosingStep> steps, OpenBooksFrom openBooks, TimeProvider clock)
{
    private const int MonthsShown = 12;

    private readonly PeriodTable table = new(store);

    /// <summary>The last twelve months and every one that was ever closed, newest first.</summary>
    public async Task<IReadOnlyList<AccountingPeriod>> ListAsync(string legalEntityId, CancellationToken cancellationToken = default)
    {
        var (head, _) = await table.HeadAsync(legalEntityId, cancellationToken);
        var records = (await table.RecordsAsync(legalEntityId, cancellationToken)).ToDictionary(record => record.Key, StringComparer.Ordinal);
        var now = AccountingMonth.Of(Today);
        var keys = Enumerable.Range(0, MonthsShown).Select(back => new AccountingMonth(now.First.AddMonths(-back)).Key);
        var periods = new List<AccountingPeriod>();
        foreach (var key in keys.Union(records.Keys, StringComparer.Ordinal).OrderDescending(StringComparer.Ordinal))
        {
            periods.Add(await ShowAsync(legalEntityId, head, AccountingMonth.Find(key)!.Value, records.GetValueOrDefault(key), cancellationToken));
        }

        return periods;
    }

    /// <summary>One period.</summary>
    public async Task<AccountingPeriod> FindAsync(string legalEntityId, AccountingMonth month, CancellationToken cancellationToken = default)
    {
        var (head, _) = await table.HeadAsync(legalEntityId, cancellationToken);
        return await ShowAsync(legalEntityId, head, month, await table.RecordAsync(legalEntityId, month.Key, cancellationToken), cancellationToken);
    }

    /// <summary>The first day that is neither closed nor being closed; null when every day is open.</summary>
    public async Task<DateOnly?> FirstOpenDayAsync(string legalEntityId, CancellationToken cancellationToken = default) =>
        (await table.HeadAsync(legalEntityId, cancellationToken)).Head.FirstFree;

    /// <summary>Closes a period, as far as that goes now; the clock, or the same call again, goes on where it waits.</summary>
    public async Task<AccountingPeriodChange> CloseAsync(LegalEntity entity, AccountingMonth month, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        while (true)
        {
            var (head, version) = await table.HeadAsync(entity.Id, cancellationToken);

            // Before the first one is closed any may be, and everything before it with it.
            var open = head.OpenFrom ?? month.First;
            if (month.First < open)
            {
                return new AccountingPeriodChange.Done(await FindAsync(entity.Id, month, cancellationToken));
            }

            if (head.Closing == month.Key)
            {
                await AdvanceAsync(entity, cancellationToken);
                return new AccountingPeriodChange.Done(await FindAsync(entity.Id, month, cancellationToken));
            }

            if (Refusal(head, month, open) is { } refused)
            {
                return refused;
            }

            var record = await table.RecordAsync(entity.Id, month.Key, cancellationToken) ?? new PeriodRecord(month.Key);
            await table.TryWriteAsync(entity.Id, new PeriodHead(head.OpenFrom, month.Key), version, record, cancellationToken);

            // Written by us or by somebody else: look again.
        }
    }

    /// <summary>Opens the period that was closed last again. The ledger first: what follows is then never refused there on a day that is said to be open.</summary>
    public async Task<AccountingPeriodChange> ReopenAsync(LegalEntity entity, AccountingMonth month, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        while (true)
        {
            var (head, version) = await table.HeadAsync(entity.Id, cancellationToken);
            if (head.Closing is { } closing)
            {
                return new AccountingPeriodChange.Refused("period-closing", $"{closing} is closing; reopen {month.Key} once it is closed.");
            }

            var record = await table.RecordAsync(entity.Id, month.Key, cancellationToken);
            if (record?.ClosedAt is null || head.OpenFrom != month.Next.First)
            {
                return new AccountingPeriodChange.Refused("not-closed-last", string.Create(CultureInfo.InvariantCulture, $"The books are open from {head.OpenFrom:O} on; only the period that ends right before that day can be opened again."));
            }

            await openBooks(entity.Id, month.First, cancellationToken);
            var reopened = record with { ReopenedAt = clock.GetUtcNow(), ReopenedBecause = reason, Reopenings = record.Reopenings + 1 };
            if (await table.TryWriteAsync(entity.Id, head with { OpenFrom = month.First }, version, reopened, cancellationToken))
            {
                return new AccountingPeriodChange.Done(await FindAsync(entity.Id, month, cancellationToken));
            }

            await FollowAsync(entity.Id, cancellationToken);
        }
    }

    /// <summary>Goes on with every closing that waits. Answers how many ended.</summary>
    public async Task<int> AdvanceAllAsync(CancellationToken cancellationToken = default)
    {
        var closed = 0;
        foreach (var legalEntityId in await table.LegalEntitiesAsync(cancellationToken))
        {
            if (await findLegalEntity(legalEntityId, cancellationToken) is { } entity && await AdvanceAsync(entity, cancellationToken))
            {
                closed++;
            }
        }

        return closed;
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    private AccountingPeriodChange.Refused? Refusal(PeriodHead head, AccountingMonth month, DateOnly open)
    {
        if (head.Closing is { } other)
        {
            return new("period-closing", $"{other} is closing; close {month.Key} after it.");
        }

        if (Today <= month.Last)
        {
            return new("period-not-over", string.Create(CultureInfo.InvariantCulture, $"{month.Key} ends on {month.Last:O}."));
        }

        return month.First == open ? null : new("earlier-period-open", $"{AccountingMonth.Of(open).Key} is open; periods are closed in order.");
    }

    /// <summary>Goes on with the closing for as long as nothing is waited for. True when it ended.</summary>
    private async Task<bool> AdvanceAsync(LegalEntity entity, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (head, version) = await table.HeadAsync(entity.Id, cancellationToken);
            if (head.Closing is not { } key)
            {
                return false;
            }

            var month = AccountingMonth.Find(key)!.Value;
            var status = await lane.StatusAsync(entity.Id, cancellationToken);
            if (head.DrainTo is { } drainTo && status.NextSequence <= drainTo)
            {
                return false;
            }

            var record = await table.RecordAsync(entity.Id, key, cancellationToken) ?? new PeriodRecord(key);
            if (head is { DrainTo: not null, IsBooked: false } && await PendingAsync(entity, month, record, cancellationToken) is not null)
            {
                return false;
            }

            // Whatever is queued from here on is dated after the period; what slips in by an old look is dated anew before it is sent.
            var next = head switch
            {
                { DrainTo: null } => head with { DrainTo = status.LastSequence },
                { IsBooked: false } => head with { IsBooked = true, DrainTo = (await lane.StatusAsync(entity.Id, cancellationToken)).LastSequence },
                _ => new PeriodHead(month.Next.First),
            };
            if (next.Closing is null)
            {
                await openBooks(entity.Id, next.OpenFrom, cancellationToken);
                record = record with { ClosedAt = clock.GetUtcNow() };
            }

            var isWritten = await table.TryWriteAsync(entity.Id, next, version, record, cancellationToken);
            if (next.Closing is null && isWritten)
            {
                return true;
            }

            if (next.Closing is null)
            {
                await FollowAsync(entity.Id, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Lets the ledger follow the periods again after it was told of a change that somebody else forestalled: two instances may carry a closing on at
    /// once, and one of them may be so late that the period was opened again since.
    /// </summary>
    private async Task FollowAsync(string legalEntityId, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (head, version) = await table.HeadAsync(legalEntityId, cancellationToken);
            await openBooks(legalEntityId, head.OpenFrom, cancellationToken);
            if ((await table.HeadAsync(legalEntityId, cancellationToken)).Version == version)
            {
                return;
            }
        }
    }

    private async Task<string?> PendingAsync(LegalEntity entity, AccountingMonth month, PeriodRecord? record, CancellationToken cancellationToken)
    {
        foreach (var step in steps)
        {
            if (await step.CloseAsync(entity, month, 1 + (record?.Reopenings ?? 0), cancellationToken) is { } pending)
            {
                return pending;
            }
        }

        return null;
    }

    private async Task<AccountingPeriod> ShowAsync(string legalEntityId, PeriodHead head, AccountingMonth month, PeriodRecord? record, CancellationToken cancellationToken)
    {
        var state = head.Closing == month.Key ? AccountingPeriodState.Closing : month.First < head.OpenFrom ? AccountingPeriodState.Closed : AccountingPeriodState.Open;
        return new AccountingPeriod(
            legalEntityId, month.Key, month.First, month.Last, state,
            state == AccountingPeriodState.Closing ? await WaitsForAsync(legalEntityId, head, month, record, cancellationToken) : null,
            record?.ClosedAt, record?.ReopenedAt, record?.ReopenedBecause, state == AccountingPeriodState.Open ? record?.Reopenings ?? 0 : 1 + (record?.Reopenings ?? 0));
    }

    private async Task<string> WaitsForAsync(string legalEntityId, PeriodHead head, AccountingMonth month, PeriodRecord? record, CancellationToken cancellationToken)
    {
        var status = await lane.StatusAsync(legalEntityId, cancellationToken);
        if (head.DrainTo is null || (!head.IsBooked && status.NextSequence > head.DrainTo))
        {
            return await findLegalEntity(legalEntityId, cancellationToken) is { } entity && await PendingAsync(entity, month, record, cancellationToken) is { } pending
                ? pending
                : "The entries that close it are being made.";
        }

        return string.Create(CultureInfo.InvariantCulture, $"The posting lane is {status.State} at place {status.NextSequence}; it must come past {head.DrainTo}.{(status.Reason is null ? string.Empty : $" {status.Reason}")}");
    }
}
