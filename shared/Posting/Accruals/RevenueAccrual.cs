using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Posting;

/// <summary>
/// Accrues revenue that is earned and not invoiced when an accounting period is closed, and takes it back on the first day of the next one, where
/// the invoice books it. A period that is closed a second time is accrued by the difference.
/// </summary>
public sealed class RevenueAccrual(ITableStore store, CatalogReader catalog, UnbilledRevenue unbilled, StandingEntries standing) : IClosingStep
{
    private readonly AccrualTable table = new(store);

    /// <inheritdoc/>
    public async Task<string?> CloseAsync(LegalEntity entity, AccountingMonth month, int closing, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entity);
        if (await table.FindAsync(entity.Id, month.Key, closing, cancellationToken) is not { } run)
        {
            var (made, amounts, refusal) = await ComputeAsync(entity, month, closing, cancellationToken);
            if (made is null)
            {
                return refusal;
            }

            // Stored once: computed again later, with usage that came since, it would be another content under the same key.
            run = await table.InsertAsync(entity.Id, made, amounts, cancellationToken);
        }

        if (run is { Entry: { } entry, Reversal: { } reversal })
        {
            await standing.RecordAsync(entry, cancellationToken);
            await standing.RecordAsync(reversal, cancellationToken);
        }

        return null;
    }

    /// <summary>A page of what the accrual of a closing was made of.</summary>
    public Task<(IReadOnlyList<UnbilledAmount> Amounts, string? Next)> AmountsAsync(
        string legalEntityId, AccountingMonth month, int closing, int limit, string? continuation, CancellationToken cancellationToken = default) =>
        table.AmountsAsync(legalEntityId, month.Key, closing, limit, continuation, cancellationToken);

    private async Task<(AccrualRun? Run, List<UnbilledAmount> Amounts, string? Refusal)> ComputeAsync(
        LegalEntity entity, AccountingMonth month, int closing, CancellationToken cancellationToken)
    {
        var snapshot = await catalog.GetCurrentAsync(cancellationToken);
        var rules = RulesInForce.At(snapshot, entity, month.Last);
        var (amounts, accrued) = (new List<UnbilledAmount>(), new List<AccruedAmount>());
        foreach (var account in snapshot.Accounts.Values.Where(account => account.LegalEntityId == entity.Id).OrderBy(account => account.Id, StringComparer.Ordinal))
        {
            var (some, refusal) = await unbilled.OfAsync(snapshot, entity, account, month, cancellationToken);
            if (refusal is not null)
            {
                return (null, amounts, refusal);
            }

            var terms = new BookingTerms(entity, month.Last, rules, account);
            amounts.AddRange(some);
            accrued.AddRange(some.Select(amount => new AccruedAmount(amount.Currency, amount.Product, LineDimensions.Of(terms, amount.Product, account.Id), amount.Amount)));
        }

        var sums = Sum(accrued);
        var before = closing == 1 ? null : await table.FindAsync(entity.Id, month.Key, closing - 1, cancellationToken);
        var (entry, missing) = EntryOf(snapshot, entity, rules, month, closing, Sum([.. sums, .. (before?.Accrued ?? []).Select(one => one with { Amount = -one.Amount })]));
        return missing is not null
            ? (null, amounts, $"There is no exchange rate from {missing} to {entity.Currency} on {month.Last:yyyy-MM-dd}. Add it to the catalog.")
            : (new AccrualRun(month.Key, closing, sums, entry, entry is null ? null : JournalEntries.Reversal(entry, month.Next.First, "the next period begins")), amounts, null);
    }

    private static ImmutableArray<AccruedAmount> Sum(IEnumerable<AccruedAmount> amounts) =>
        [.. amounts
            .GroupBy(one => one.Key(), StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.First() with { Amount = group.Sum(one => one.Amount) })
            .Where(one => one.Amount != 0m)];

    private static (JournalEntry? Entry, string? Missing) EntryOf(
        CatalogSnapshot catalog, LegalEntity entity, RulesInForce rules, AccountingMonth month, int closing, ImmutableArray<AccruedAmount> amounts)
    {
        var lines = ImmutableArray.CreateBuilder<JournalLine>();
        foreach (var currency in amounts.GroupBy(one => one.Currency, StringComparer.Ordinal))
        {
            if (ExchangeRates.Find(catalog, currency.Key, entity.Currency, month.Last) is not { } rate)
            {
                return (null, currency.Key);
            }

            var some = new EntryLines(new BookingTerms(entity, month.Last, rules, Rate: rate.Rate), currency.Key);
            some.Add(rules.Rules.AccruedRevenue, currency.Sum(one => one.Amount));
            foreach (var one in currency)
            {
                some.AddSplit(rules.Rules.RevenueOf(one.Product), -one.Amount, one.Product, default, one.Dimensions);
            }

            lines.AddRange(some.ToLines());
        }

        return (lines.Count == 0 ? null : new JournalEntry(
            PostingKeys.Accrual(entity.Id, month.Key, closing), entity.Id, month.Last, entity.Currency,
            string.Create(CultureInfo.InvariantCulture, $"Accrual of unbilled revenue, {month.Key}"), lines.ToImmutable(), rules.Version), null);
    }
}
