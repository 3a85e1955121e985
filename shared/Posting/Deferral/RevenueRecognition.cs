using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Posting;

/// <summary>
/// Recognises deferred revenue: for each accounting period what is earned by its last day, less what was recognised before. So a period may be
/// run any number of times, a fee that came late or was credited is made good by the next run, and nothing is recognised twice.
/// </summary>
public sealed class RevenueRecognition(ITableStore store, PostingLane lane, StandingEntries standing, CatalogReader catalog, TimeProvider clock) : IClosingStep
{
    // Each may write two rows, beside the run's own two, into one batch.
    private const int SchedulesPerEntry = 45;

    private readonly DeferralTable table = new(store);
    private readonly PeriodTable periods = new(store);

    /// <inheritdoc/>
    public async Task<string?> CloseAsync(LegalEntity entity, AccountingMonth month, int closing, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entity);
        await RunAsync(entity, month, cancellationToken);
        return null;
    }

    /// <summary>Recognises every month that is over and open, for every legal entity. Answers how many entries were made.</summary>
    public async Task<int> RunDueAsync(CancellationToken cancellationToken = default)
    {
        var entries = 0;
        var last = AccountingMonth.Of(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)).First.AddMonths(-1);
        var snapshot = await catalog.GetCurrentAsync(cancellationToken);
        foreach (var legalEntityId in await table.LegalEntitiesAsync(cancellationToken))
        {
            if (snapshot.LegalEntities.GetValueOrDefault(legalEntityId) is not { } entity || await FirstDueAsync(legalEntityId, cancellationToken) is not { } first)
            {
                continue;
            }

            for (var month = AccountingMonth.Of(first); month.First <= last; month = month.Next)
            {
                entries += await RunAsync(entity, month, cancellationToken);
            }
        }

        return entries;
    }

    /// <summary>Recognises a month. Answers how many entries were made.</summary>
    public async Task<int> RunAsync(LegalEntity entity, AccountingMonth month, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        for (var entries = 0; ;)
        {
            var (made, isDone) = await TryRunAsync(entity, month, cancellationToken);
            entries += made;

            // Whoever sees nothing due any more may see it because another instance has just noted it and has not recorded the entry yet: a period
            // that is closed on that word would close without the entry.
            await RecordPendingAsync(entity.Id, cancellationToken);
            if (isDone)
            {
                return entries;
            }

            // A credit note or another run wrote a schedule first: look again. Each round means that somebody got on.
        }
    }

    private async Task<(int Entries, bool IsDone)> TryRunAsync(LegalEntity entity, AccountingMonth month, CancellationToken cancellationToken)
    {
        var rules = RulesInForce.At(await catalog.GetCurrentAsync(cancellationToken), entity, month.Last);
        var (entries, isDone) = (0, true);
        string? cursor = null;
        do
        {
            // Rows that a run takes out of this list do not move the cursor of the ones behind them.
            (var open, cursor) = await table.OpenAsync(entity.Id, cursor, cancellationToken);
            var due = new List<(DeferredSchedule Schedule, RowVersion Version)>();
            foreach (var one in open)
            {
                if (await IsDueAsync(one.Schedule, month, cancellationToken))
                {
                    due.Add(one);
                }
            }

            foreach (var batch in due.GroupBy(one => (one.Schedule.Currency, one.Schedule.Rate)).OrderBy(group => group.Key).SelectMany(group => group.Chunk(SchedulesPerEntry)))
            {
                var made = await RecogniseAsync(entity, rules, month, batch, cancellationToken);
                entries += made ?? 0;
                isDone &= made is not null;
            }
        }
        while (cursor is not null);
        return (entries, isDone);
    }

    /// <summary>True when something is to be recognised or taken back by the month's last day, and the invoice is in the books by then.</summary>
    private async Task<bool> IsDueAsync(DeferredSchedule schedule, AccountingMonth month, CancellationToken cancellationToken)
    {
        var earned = schedule.EarnedBy(month.Last);
        if (earned == schedule.Recognised && schedule.Booked(earned) == schedule.RecognisedBooked && !schedule.IsDoneBy(month.Last))
        {
            return false;
        }

        return !schedule.Recognitions.IsEmpty
            || (await lane.FindAsync(schedule.LegalEntityId, PostingKeys.Invoice(schedule.InvoiceId), cancellationToken) is { State: LaneEntryState.Posted } posted
                && posted.ToBook().AccountingDate <= month.Last);
    }

    /// <summary>Recognises a batch in one entry. Answers how many entries were made, null when a schedule was written in between.</summary>
    private async Task<int?> RecogniseAsync(
        LegalEntity entity, RulesInForce rules, AccountingMonth month, (DeferredSchedule Schedule, RowVersion Version)[] batch, CancellationToken cancellationToken)
    {
        var (last, version) = await table.LastNumberAsync(entity.Id, month.Key, cancellationToken);
        var key = PostingKeys.Recognition(entity.Id, month.Key, last + 1);
        var recognised = batch.Select(one => (Schedule: Recognise(one.Schedule, month, key), one.Version)).ToList();
        var entry = EntryOf(entity, rules, month, key, last + 1, [.. recognised.Select(one => one.Schedule)]);

        // Without an entry there is nothing to recognise any more; the schedules only leave the list.
        var run = new RecognitionRun(month.Key, last + 1, entry);
        var written = await table.TryRecogniseAsync(
            run, version, recognised.Select(one => (one.Schedule, one.Version, one.Schedule.IsDoneBy(month.Last))), cancellationToken);
        if (!written)
        {
            return null;
        }

        await RecordAsync(run, cancellationToken);
        return entry.Lines.IsEmpty ? 0 : 1;
    }

    private static DeferredSchedule Recognise(DeferredSchedule schedule, AccountingMonth month, string key)
    {
        var earned = schedule.EarnedBy(month.Last);
        var (amount, booked) = (earned - schedule.Recognised, schedule.Booked(earned) - schedule.RecognisedBooked);
        return amount == 0m && booked == 0m ? schedule : schedule with { Recognitions = schedule.Recognitions.Add(new Recognition(month.Key, amount, booked, key)) };
    }

    private static JournalEntry EntryOf(LegalEntity entity, RulesInForce rules, AccountingMonth month, string key, int number, ImmutableArray<DeferredSchedule> schedules)
    {
        var terms = new BookingTerms(entity, month.Last, rules, Rate: schedules[0].Rate);
        var lines = new EntryLines(terms, schedules[0].Currency);
        var groups = schedules
            .Where(schedule => !schedule.Recognitions.IsEmpty && schedule.Recognitions[^1].PostingKey == key)
            .GroupBy(schedule => (schedule.Account, schedule.Product, Dimensions: string.Join('\n', schedule.Dimensions?.Select(pair => $"{pair.Key}={pair.Value}") ?? [])))
            .OrderBy(group => group.Key);
        foreach (var group in groups)
        {
            var (amount, booked) = (group.Sum(schedule => schedule.Recognitions[^1].Amount), group.Sum(schedule => schedule.Recognitions[^1].Booked));
            lines.Add(group.Key.Account, amount, product: group.Key.Product, dimensions: group.First().Dimensions, booked: booked);
            lines.AddSplit(rules.Rules.RevenueOf(group.Key.Product), -amount, group.Key.Product, default, group.First().Dimensions, booked: -booked);
        }

        return new JournalEntry(
            key, entity.Id, month.Last, entity.Currency,
            string.Create(CultureInfo.InvariantCulture, $"Recognition of deferred revenue, {month.Key} ({number})"), lines.ToLines(), rules.Version);
    }

    private async Task RecordPendingAsync(string legalEntityId, CancellationToken cancellationToken)
    {
        foreach (var run in await table.PendingAsync(legalEntityId, cancellationToken))
        {
            await RecordAsync(run, cancellationToken);
        }
    }

    private async Task RecordAsync(RecognitionRun run, CancellationToken cancellationToken)
    {
        if (!run.Entry.Lines.IsDefaultOrEmpty)
        {
            await standing.RecordAsync(run.Entry, cancellationToken);
        }

        await table.RecordedAsync(run, cancellationToken);
    }

    // From the first open day on, or else from the month in which the first schedule goes on.
    private async Task<DateOnly?> FirstDueAsync(string legalEntityId, CancellationToken cancellationToken)
    {
        DateOnly? earliest = null;
        string? cursor = null;
        do
        {
            (var open, cursor) = await table.OpenAsync(legalEntityId, cursor, cancellationToken);
            foreach (var (schedule, _) in open)
            {
                var from = schedule.Recognitions.IsEmpty ? schedule.From : AccountingMonth.Find(schedule.Recognitions[^1].Period)!.Value.Next.First;
                earliest = from < earliest ? from : earliest ?? from;
            }
        }
        while (cursor is not null);

        var openFrom = (await periods.HeadAsync(legalEntityId, cancellationToken)).Head.FirstFree;
        return earliest is null ? null : openFrom > earliest ? openFrom : earliest;
    }
}
