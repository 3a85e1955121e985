using RevenueFunctions.Catalog;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Operations;

/// <summary>
/// Finds the periods that should be closed by now and are not. One page read for a thousand accounts, and a point read for each period that is
/// not known to be closed: none in a fabric that is well.
/// </summary>
internal sealed class OverduePeriods(PeriodClose close, CatalogReader catalog, SagaJournal sagas)
{
    private const int MostReads = 2000;

    /// <summary>What is found after this many point reads at most.</summary>
    public async Task<Found> FindAsync(TimeSpan serviceLevel, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var snapshot = await catalog.GetAsync(cancellationToken);
        var marks = await close.ReadMarksAsync(cancellationToken);
        var (stuck, notStarted, reads) = (new List<SagaRecord>(), new List<DateTimeOffset>(), 0);
        foreach (var account in snapshot.Accounts.Values.OrderBy(account => account.Id, StringComparer.Ordinal))
        {
            foreach (var period in PeriodClose.Periods(snapshot, account, marks.GetValueOrDefault(account.Id))
                .TakeWhile(period => close.DueAt(period) + serviceLevel <= now && IsCovered(snapshot, account, period)))
            {
                if (reads++ == MostReads)
                {
                    return new Found(stuck, notStarted, AreMore: true);
                }

                var saga = await sagas.FindAsync(SagaId.Of(account.Id, period.Key), cancellationToken);
                if (saga is null)
                {
                    notStarted.Add(close.DueAt(period));
                }
                else if (saga is { State: SagaState.Running } && saga.StartedAt + serviceLevel <= now)
                {
                    stuck.Add(saga);
                }
            }
        }

        return new Found(stuck, notStarted, AreMore: false);
    }

    // Late usage may be moved behind the last contract; whether it was is not worth a read for each account that left long ago.
    private static bool IsCovered(CatalogSnapshot snapshot, Account account, BillingPeriod period) =>
        snapshot.SubscriptionsByAccount[account.Id].Any(contract => ContractTimeline.Of(snapshot, contract).End is not { } end || end > period.Start);

    /// <summary>Sagas past their service level, and when the periods were due that have none.</summary>
    internal sealed record Found(IReadOnlyList<SagaRecord> Stuck, IReadOnlyList<DateTimeOffset> NotStarted, bool AreMore);
}
