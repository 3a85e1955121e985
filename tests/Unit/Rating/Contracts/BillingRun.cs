using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Tests.Unit.Rating.Contracts;

/// <summary>
/// Bills period after period as the saga does, without its storage: rates by the catalog that is known then, corrects by the invoices so far.
/// </summary>
internal sealed class BillingRun(Account account)
{
    private readonly SortedDictionary<string, ImmutableArray<RatedLine>> invoices = new(StringComparer.Ordinal);

    /// <summary>Every line on invoices that stand.</summary>
    public IEnumerable<RatedLine> Lines => invoices.Values.SelectMany(lines => lines);

    /// <summary>What was billed in all.</summary>
    public decimal Total => Lines.Sum(line => line.Amount);

    /// <summary>Bills a period; its earlier invoice, if any, is credited first.</summary>
    public ImmutableArray<RatedLine> Bill(CatalogSnapshot catalog, BillingPeriod period)
    {
        invoices.Remove(period.Key);
        var rated = Assert.IsType<RatingOutcome.Rated>(RatingEngine.Rate(catalog, account, period, []));
        var lines = rated.Lines.AsEnumerable();
        foreach (var change in ContractChange.Of(catalog, account, period))
        {
            lines = new FeeCorrections(catalog, account, period, change, History()).Apply(lines.ToList());
        }

        return invoices[period.Key] = [.. lines];
    }

    /// <summary>Takes an invoice back in full.</summary>
    public void Credit(BillingPeriod period) => invoices.Remove(period.Key);

    private FeeHistory History() => new(
        [.. from invoice in invoices
            from line in invoice.Value
            select new BilledFee(
                line.SubscriptionId,
                new FeeIdentity(line.Derivation.PlanKey, line.Derivation.PlanVersion, line.RateCard.Key, line.ServiceFrom.UtcTicks, line.ServiceTo.UtcTicks, line.Quantity),
                line.Quantity, line.Unit, line.Amount, 0m, invoice.Key)],
        [.. invoices.Keys], true);
}
