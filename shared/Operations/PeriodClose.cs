using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Sagas;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Operations;

/// <summary>
/// Knows which billing periods are due. For each account it keeps a mark, the period up to which everything is closed, so that looking
/// for what is due costs one page read for a thousand accounts and one point read for each period that is not closed.
/// </summary>
public sealed class PeriodClose(
    ITableStore store, CatalogReader catalog, UsagePeriods periods, ContractBilling contracts, SagaJournal sagas, IOptions<ClosingOptions> options, TimeProvider clock)
{
    private const string Table = "closing";
    private const string Marks = "marks";

    /// <summary>True when the period is over and its grace too.</summary>
    public bool HasEnded(BillingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        return DueAt(period) <= clock.GetUtcNow();
    }

    /// <summary>When the period is over and its grace too.</summary>
    internal DateTimeOffset DueAt(BillingPeriod period) => period.End + options.Value.Grace;

    /// <summary>
    /// Every period that is due or being closed, account by account, oldest first. Those being closed are among them because a claim may
    /// have no saga: the host died, or was full, between the two. Periods that were compensated wait for a person and are not among them.
    /// </summary>
    public async IAsyncEnumerable<PeriodStatus> DueAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var snapshot = await catalog.GetCurrentAsync(cancellationToken);
        var marks = await ReadMarksAsync(cancellationToken);
        foreach (var account in snapshot.Accounts.Values.OrderBy(account => account.Id, StringComparer.Ordinal))
        {
            var closed = true;
            foreach (var period in Periods(snapshot, account, marks.GetValueOrDefault(account.Id)).TakeWhile(HasEnded))
            {
                var status = await StatusAsync(account, period, cancellationToken);
                closed &= status.State == PeriodState.Closed;
                if (status.State == PeriodState.Due && !await IsBilledAsync(snapshot, account, period, cancellationToken))
                {
                    // No contract any more, and late usage goes to the first period that is open: none after this one can hold any.
                    break;
                }

                if (closed)
                {
                    // Upsert: marks only move forward, and one that is behind merely costs reads.
                    await store.CommitAsync(new TableBatch(Table, Marks).Upsert(TableKey.Escape(account.Id), FabricJson.Bytes(new Mark(account.Id, period.Key))), cancellationToken);
                }
                else if (status.State is PeriodState.Due or PeriodState.Closing)
                {
                    yield return status;
                }
            }
        }
    }

    /// <summary>The account's periods from its first contract up to the one that runs now, newest first.</summary>
    public async Task<IReadOnlyList<PeriodStatus>> ListAsync(CatalogSnapshot snapshot, Account account, int limit, string? beforeKey, CancellationToken cancellationToken = default)
    {
        var newestFirst = Periods(snapshot, account, null)
            .TakeWhile(period => period.Start <= clock.GetUtcNow())
            .Reverse()
            .Where(period => beforeKey is null || string.CompareOrdinal(period.Key, beforeKey) < 0)
            .Take(limit);
        var list = new List<PeriodStatus>();
        foreach (var period in newestFirst)
        {
            list.Add(await StatusAsync(account, period, cancellationToken));
        }

        return list;
    }

    /// <summary>How one period stands.</summary>
    public async Task<PeriodStatus> StatusAsync(Account account, BillingPeriod period, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(period);
        var saga = await sagas.FindAsync(SagaId.Of(account.Id, period.Key), cancellationToken);
        var state = saga?.State switch
        {
            SagaState.Running => PeriodState.Closing,
            SagaState.Completed => PeriodState.Closed,
            SagaState.Compensated => PeriodState.Compensated,
            _ => HasEnded(period) ? PeriodState.Due : PeriodState.Open,
        };
        return new PeriodStatus(account.Id, period.Key, period.Start, period.End, state, SagaId.Of(account.Id, period.Key), saga?.InvoiceId);
    }

    /// <summary>Forgets up to where an account is closed: a period of it is billed again, and a run that was claimed and never started has to be found.</summary>
    public async Task LookAgainAsync(string accountId, CancellationToken cancellationToken = default)
    {
        // Without a mark there is nothing to forget.
        await store.CommitAsync(new TableBatch(Table, Marks).Delete(TableKey.Escape(accountId), RowVersion.Any), cancellationToken);
    }

    /// <summary>The account's periods after the one up to which everything is closed, or from its first contract on, without an end.</summary>
    internal static IEnumerable<BillingPeriod> Periods(CatalogSnapshot snapshot, Account account, string? closedUpTo)
    {
        var contracts = snapshot.SubscriptionsByAccount.GetValueOrDefault(account.Id, []);
        if (contracts.IsEmpty)
        {
            yield break;
        }

        var period = closedUpTo is not null && BillingCalendar.PeriodOf(account, closedUpTo) is { } closed
            ? BillingCalendar.Next(account, closed)
            : BillingCalendar.PeriodAt(account, contracts[0].From);
        while (true)
        {
            yield return period;
            period = BillingCalendar.Next(account, period);
        }
    }

    /// <summary>A contract covers the period or a later one, late usage was moved into it, or something is to be given back that was charged before the end was known.</summary>
    private async Task<bool> IsBilledAsync(CatalogSnapshot snapshot, Account account, BillingPeriod period, CancellationToken cancellationToken) =>
        snapshot.SubscriptionsByAccount[account.Id].Any(contract => ContractTimeline.Of(snapshot, contract).End is not { } end || end > period.Start)
        || (await periods.ReadAsync(account, period, cancellationToken)).EventCount > 0
        || await contracts.HasCorrectionsAsync(snapshot, account, period, cancellationToken);

    /// <summary>For each account the period up to which everything is closed.</summary>
    internal async Task<Dictionary<string, string>> ReadMarksAsync(CancellationToken cancellationToken)
    {
        var marks = await store.ListAsync<Mark>(Table, Marks, RowRange.All, cancellationToken);
        return marks.ToDictionary(mark => mark.AccountId, mark => mark.PeriodKey, StringComparer.Ordinal);
    }

    private sealed record Mark(string AccountId, string PeriodKey);
}
