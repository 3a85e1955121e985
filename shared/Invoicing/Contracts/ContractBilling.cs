using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Invoicing;

/// <summary>
/// Brings what earlier invoices charged into line with contracts that were amended since. Reads invoices only where a change of a contract
/// reaches what they charged; writes nothing, so a preview and the saga's step do the same.
/// </summary>
public sealed class ContractBilling(InvoiceStore invoices, BilledLines lines, UsagePeriods periods, AmendedUsage usage)
{
    private const int Page = 1000;

    /// <summary>The period's lines, with the corrections that its invoice makes; or what of a closed period the contract as amended does not price.</summary>
    public async Task<RatingOutcome> CorrectAsync(
        CatalogSnapshot catalog, Account account, BillingPeriod period, ImmutableArray<RatedLine> rated, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(period);
        var changes = ContractChange.Of(catalog, account, period).ToList();
        if (changes.Count == 0)
        {
            return new RatingOutcome.Rated(rated);
        }

        var history = await ReadAsync(catalog, account, period, changes.MinBy(change => change.FirstCharging.Start)!.FirstCharging, cancellationToken);
        var changed = changes.ToDictionary(change => change.Timeline.Subscription.Id, StringComparer.Ordinal);
        var corrected = ImmutableArray.CreateBuilder<RatedLine>(rated.Length);
        corrected.AddRange(rated.Where(line => !changed.ContainsKey(line.SubscriptionId)));
        foreach (var change in changes)
        {
            var own = rated.Where(line => line.SubscriptionId == change.Timeline.Subscription.Id);
            corrected.AddRange(new FeeCorrections(catalog, account, period, change, history).Apply(own));
        }

        // Corrections wait until every period that they reach is billed: two invoices in the making would correct the same.
        if (!history.IsComplete)
        {
            return new RatingOutcome.Rated(corrected.ToImmutable());
        }

        var amended = await usage.LinesAsync(catalog, account, period, changes, cancellationToken);
        return amended is RatingOutcome.Rated more ? new RatingOutcome.Rated([.. corrected, .. more.Lines]) : amended;
    }

    /// <summary>Whether the period's invoice would correct anything: the last contract of an account may end in a period that is charged already.</summary>
    public async Task<bool> HasCorrectionsAsync(CatalogSnapshot catalog, Account account, BillingPeriod period, CancellationToken cancellationToken = default) =>
        await CorrectAsync(catalog, account, period, [], cancellationToken) is not RatingOutcome.Rated { Lines.IsEmpty: true };

    private async Task<FeeHistory> ReadAsync(CatalogSnapshot catalog, Account account, BillingPeriod period, BillingPeriod first, CancellationToken cancellationToken)
    {
        var billed = ImmutableArray.CreateBuilder<BilledFee>();
        var settled = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        string? continuation = null;
        do
        {
            var page = await invoices.ListByAccountAsync(account.Id, null, Page, continuation, cancellationToken);
            foreach (var invoice in page.Invoices.Where(one => one.Stands && one.PeriodKey != period.Key && string.CompareOrdinal(one.PeriodKey, first.Key) >= 0))
            {
                settled.Add(invoice.PeriodKey);
                billed.AddRange((await lines.OfPeriodAsync(account.Id, invoice.PeriodKey, cancellationToken)).Where(one => IsFee(one.Line, catalog)).Select(FeeOf));
            }

            continuation = page.Next;
        }
        while (continuation is not null);
        var isComplete = await IsCompleteAsync(account, period, first, settled, cancellationToken);
        return new FeeHistory(billed.ToImmutable(), settled.ToImmutable(), isComplete);
    }

    // A period in which nothing was charged has no invoice: that it is over, its fence says.
    private async Task<bool> IsCompleteAsync(
        Account account, BillingPeriod period, BillingPeriod first, ImmutableHashSet<string>.Builder settled, CancellationToken cancellationToken)
    {
        for (var earlier = first; earlier.Start < period.Start; earlier = BillingCalendar.Next(account, earlier))
        {
            if (!settled.Contains(earlier.Key) && await periods.StateAsync(account, earlier, cancellationToken) != FenceState.Invoiced)
            {
                return false;
            }

            settled.Add(earlier.Key);
        }

        return true;
    }

    private static bool IsFee(InvoiceLine line, CatalogSnapshot catalog) =>
        catalog.Plans.TryGetValue((line.Derivation.PlanKey, line.Derivation.PlanVersion), out var plan)
        && plan.RateCards.Any(card => card.Key == line.RateCardKey && card.Meter is null);

    private static BilledFee FeeOf(BilledLine billed)
    {
        var line = billed.Line;
        var identity = new FeeIdentity(
            line.Derivation.PlanKey, line.Derivation.PlanVersion, line.RateCardKey, line.ServiceFrom.UtcTicks, line.ServiceTo.UtcTicks, line.Quantity);
        return new BilledFee(line.SubscriptionId, identity, line.Quantity, line.Unit, billed.Amount, billed.Amount - billed.Left, billed.Number ?? billed.InvoiceId);
    }
}
