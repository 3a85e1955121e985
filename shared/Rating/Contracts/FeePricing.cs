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
        var (covered, all) = ShareOf(account, entry);
        return covered == all ? whole : Share(whole, covered, all, entry.Card.Price.Proration);
    }

    // Where the fee goes on under other terms, its last day is the first one of those: counted in both it would be charged twice.
    private static (decimal Covered, decimal Whole) ShareOf(Account account, FeeEntry entry)
    {
        var basis = entry.Card.Price.Proration;
        var coverage = new Coverage(account, entry.Interval, entry.From, entry.To);
        var share = coverage.Measure(basis);
        return basis == ProrationBasis.DaysEndInclusive && entry.IsContinued ? share with { Covered = coverage.Measure(ProrationBasis.DaysHalfOpen).Covered } : share;
    }

    // Multiplied before divided, and the whole sum at once: thirds of three steps would miss half a cent that their sum has.
    private static PricedAmount Share(PricedAmount whole, decimal covered, decimal all, ProrationBasis basis)
    {
        var unit = basis switch { ProrationBasis.Seconds => "seconds", ProrationBasis.Fixed30 => "days of 30 a month", _ => "days" };
        var steps = whole.Steps.Select(step => step with
        {
            Description = whole.Steps.Length == 1 ? $"share of the period in {unit}" : $"{step.Description}, share of the period in {unit}",
            Amount = step.Amount * covered / all,
            Numerator = step.Numerator * covered,
            Denominator = step.Denominator * all,
        });
        return new PricedAmount(whole.Amount * covered / all, [.. steps]);
    }

    private static string UnitOf(RateCard card) => card.Price is FlatPrice ? "period" : "unit";
}
