using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>Prices a fee: the card's price applied to the agreed quantity, times the share of the interval.</summary>
internal static class FeePricing
{
    /// <summary>The line that charges the fee.</summary>
    public static RatedLine LineOf(Account account, string subscriptionId, FeeEntry entry)
    {
        var priced = Compute(account, entry);
        var terms = FeeTerms.Of(entry.Card);
        return new RatedLine(
            subscriptionId, entry.Card, entry.From, entry.To, entry.Quantity, UnitOf(entry.Card), Currencies.Round(new Money(priced.Amount, entry.Plan.Currency)).Amount,
            new Derivation(entry.Plan.Key, entry.Plan.Version, Pricing.ModelOf(entry.Card.Price), priced.Steps, priced.Amount, []),
            terms.Interval == FeeInterval.Once ? LineKind.OneOff : LineKind.Recurring);
    }

    private static PricedAmount Compute(Account account, FeeEntry entry)
    {
        var whole = Pricing.Compute(entry.Card.Price, new PriceSlice(entry.Quantity) { Currency = entry.Plan.Currency });
        return FlatPricing.Share(whole, ShareOf(account, entry), entry.Card.Price.Proration);
    }

    // Where the fee goes on under other terms, its last day is the first one of those: counted in both it would be charged twice.
    private static (decimal Covered, decimal Whole) ShareOf(Account account, FeeEntry entry)
    {
        var basis = entry.Card.Price.Proration;
        var coverage = new Coverage(account, entry.Interval, entry.From, entry.To);
        var share = coverage.Measure(basis);
        return basis == ProrationBasis.DaysEndInclusive && entry.IsContinued ? share with { Covered = coverage.Measure(ProrationBasis.DaysHalfOpen).Covered } : share;
    }

    private static string UnitOf(RateCard card) => card.Price is FlatPrice ? "period" : "unit";
}
