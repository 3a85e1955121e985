using NodaTime;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Local.Demo.Oracle;

/// <summary>Says what an account's invoice must be, from the usage oracle's quantities and the catalog files.</summary>
internal sealed class InvoiceOracle(CatalogDocuments catalog, UsageOracle usage)
{
    /// <summary>The invoice of the account for the period.</summary>
    public OracleInvoice For(Account account, OraclePeriod period)
    {
        var entity = catalog.LegalEntities.Single(entity => entity.Id == account.LegalEntityId);
        var lines = catalog.Subscriptions
            .Where(subscription => subscription.AccountId == account.Id)
            .SelectMany(subscription => Lines(account, period, subscription, entity.Currency))
            .ToList();
        return new OracleInvoice(account.Id, entity.Id, period.Key, entity.Currency, lines, Tax(account, entity.Currency, lines));
    }

    private IEnumerable<OracleLine> Lines(Account account, OraclePeriod period, Subscription subscription, string currency)
    {
        var plan = catalog.Plans.Single(plan => plan.Key == subscription.PlanKey && plan.Version == subscription.PlanVersion);
        foreach (var card in plan.RateCards)
        {
            var lines = card.Price is FlatPrice fee ? Fees(account, period, subscription, fee) : [Usage(account, period, subscription, plan, card)];
            foreach (var (from, quantity, events, amount) in lines.Where(line => line.Amount != 0 || line.Events != 0))
            {
                yield return new OracleLine(subscription.Id, card.Key, from, quantity, events, OraclePrices.Round(amount, currency), card.TaxClass);
            }
        }
    }

    private static IEnumerable<(DateTimeOffset From, decimal Quantity, long Events, decimal Amount)> Fees(
        Account account, OraclePeriod period, Subscription subscription, FlatPrice fee)
    {
        if (fee.Timing == ChargeTiming.InArrears)
        {
            return [Fee(account, period, subscription, fee)];
        }

        var beginsHere = subscription.From >= period.Start && subscription.From < period.End;
        var following = Fee(account, period.After(account), subscription, fee);
        return subscription.From >= period.End ? [] : beginsHere ? [Fee(account, period, subscription, fee), following] : [following];
    }

    private static (DateTimeOffset From, decimal Quantity, long Events, decimal Amount) Fee(
        Account account, OraclePeriod period, Subscription subscription, FlatPrice fee)
    {
        var from = subscription.From > period.Start ? subscription.From : period.Start;
        var to = subscription.To < period.End ? subscription.To.Value : period.End;
        if (from >= to)
        {
            return (from, 1m, 0, 0m);
        }

        var (covered, whole) = fee.Proration == ProrationBasis.Seconds
            ? ((decimal)(to - from).TotalSeconds, (decimal)(period.End - period.Start).TotalSeconds)
            : (Days(OraclePeriod.DateAt(account, from), OraclePeriod.DateAt(account, to)), Days(period.First, period.Next));
        return (from, 1m, 0, fee.Amount * covered / whole);
    }

    private static decimal Days(LocalDate from, LocalDate to) => Period.DaysBetween(from, to);

    private (DateTimeOffset From, decimal Quantity, long Events, decimal Amount) Usage(
        Account account, OraclePeriod period, Subscription subscription, PricePlan plan, RateCard card)
    {
        var covered = subscription.From < period.End && (subscription.To is null || subscription.To > period.Start);
        var from = subscription.From > period.Start && covered ? subscription.From : period.Start;
        var meter = catalog.Meters.Single(meter => meter.Key == card.Meter);
        var mine = usage.Quantities
            .Where(pair => pair.Key.Account == account.Id && pair.Key.Period == period.Key && pair.Key.Subscription == subscription.Id && pair.Key.Meter == meter.Key)
            .Where(pair => ReferenceEquals(CardOf(plan, meter, pair.Key.Group), card))
            .Select(pair => pair.Value)
            .ToList();
        if (mine.Count == 0 && !covered)
        {
            return (from, 0m, 0, 0m);
        }

        // The sample's grouped meters are sums and counts; what cannot be added over groups has one group only.
        var quantity = mine.Sum(one => one.Over(period.Start, period.End, subscription.To));
        return (from, quantity, mine.Sum(one => one.Count), OraclePrices.Of(card.Price, quantity));
    }

    private static RateCard CardOf(PricePlan plan, Meter meter, string group)
    {
        var values = meter.GroupBy.IsDefaultOrEmpty
            ? new Dictionary<string, string>(StringComparer.Ordinal)
            : meter.GroupBy.Zip(group.Split('|')).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        return plan.RateCards
            .Where(card => card.Meter == meter.Key && (card.Group is null || card.Group.All(dimension => values.GetValueOrDefault(dimension.Key) == dimension.Value)))
            .MaxBy(card => card.Group?.Count ?? 0) ?? throw new InvalidOperationException($"Plan {plan.Key} has no price for {meter.Key} {group}.");
    }

    private decimal Tax(Account account, string currency, IReadOnlyList<OracleLine> lines)
    {
        var table = catalog.TaxTables.Single(table => table.Jurisdiction == account.Jurisdiction);
        var total = 0m;
        foreach (var rate in table.Rates)
        {
            var amounts = lines.Where(line => line.TaxClass == rate.TaxClass).Select(line => line.Amount).ToList();
            total += table.Rounding == TaxRounding.Line
                ? amounts.Sum(amount => OraclePrices.Round(amount * rate.Rate, currency))
                : OraclePrices.Round(amounts.Sum() * rate.Rate, currency);
        }

        return total;
    }
}
