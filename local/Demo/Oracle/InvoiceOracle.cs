using RevenueFunctions.Catalog;

namespace RevenueFunctions.Local.Demo.Oracle;

/// <summary>Says what an account's invoice must be, from what the oracle added up and the catalog's documents.</summary>
internal sealed class InvoiceOracle(CatalogDocuments catalog, UsageTally tally)
{
    /// <summary>The invoice of the account for the period, with the corrections of earlier invoices that it makes besides.</summary>
    public OracleInvoice For(Account account, OraclePeriod period, params IEnumerable<OracleLine> corrections)
    {
        var entity = catalog.LegalEntities.Single(entity => entity.Id == account.LegalEntityId);
        var usage = tally.Quantities
            .Where(pair => pair.Key.Account == account.Id && pair.Key.Period == period.Key)
            .ToLookup(pair => pair.Key.Subscription, StringComparer.Ordinal);
        var obstacles = new List<string>();
        var lines = catalog.Subscriptions
            .Where(subscription => subscription.AccountId == account.Id)
            .SelectMany(subscription => Lines(account, period, subscription, usage[subscription.Id], obstacles))
            .Select(line => line with { Amount = OraclePrices.Round(line.Amount, entity.Currency) })
            .Concat(corrections)
            .ToList();
        var charges = lines.Select(line => new OracleCharge(line.Amount, string.Empty, line.TaxClass, line.From, line.To)).ToList();
        var taxes = new CompositionOracle(catalog, account, period, entity.Currency).Taxes(charges, obstacles);
        return new OracleInvoice(account.Id, entity.Id, period.Key, entity.Currency, lines, taxes, obstacles.Count == 0 ? null : string.Join("; ", obstacles));
    }

    private IEnumerable<OracleLine> Lines(
        Account account, OraclePeriod period, Subscription subscription, IEnumerable<KeyValuePair<UsageKey, OracleQuantity>> usage, List<string> obstacles)
    {
        var plan = catalog.Plans.Single(plan => plan.Key == subscription.PlanKey && plan.Version == subscription.PlanVersion);
        var byCard = usage.OrderBy(pair => pair.Key.Group, StringComparer.Ordinal).ToLookup(pair => CardOf(plan, pair.Key)?.Key);
        obstacles.AddRange(byCard[null].Select(pair => $"plan {plan.Key} has no price for {pair.Key.Meter} {pair.Key.Group}"));
        foreach (var card in plan.RateCards)
        {
            var lines = card.Price is FlatPrice fee
                ? FeeOracle.Of(account, plan.Currency, period, subscription, fee).Select(share => new OracleLine(subscription.Id, card.Key, share.From, share.To, 1m, 0, share.Amount, card.TaxClass))
                : UsageAndLate(account, plan, period, subscription, card, [.. byCard[card.Key]]);
            foreach (var line in lines)
            {
                yield return line;
            }
        }
    }

    private IEnumerable<OracleLine> UsageAndLate(
        Account account, PricePlan plan, OraclePeriod period, Subscription subscription, RateCard card, List<KeyValuePair<UsageKey, OracleQuantity>> usage)
    {
        var own = Usage(account, plan, period, subscription, card, [.. usage.Where(pair => pair.Key.LateFrom is null).Select(pair => pair.Value)]).ToList();
        var idle = own is [{ Events: 0 } nothing] ? OraclePrices.Round(nothing.Amount, plan.Currency) : 0m;
        var whole = WholeOf(account, plan, period, subscription);
        return own.Concat(LateOracle.Lines(
            account, period, subscription, card, AggregationOf(card), (quantity, groups) => OraclePrices.Round(OraclePrices.Of(card.Price, Seen(whole, card.Price, quantity, groups)), plan.Currency), idle, usage));
    }

    private IEnumerable<OracleLine> Usage(
        Account account, PricePlan plan, OraclePeriod period, Subscription subscription, RateCard card, List<OracleQuantity> groups)
    {
        var from = subscription.From > period.Start ? subscription.From : period.Start;
        var to = subscription.To < period.End ? subscription.To.Value : period.End;
        var isCovered = from < to;
        var whole = WholeOf(account, plan, period, subscription);
        if (groups.Count == 0)
        {
            // Nothing used: a line only where the price asks for something even then.
            var idle = OraclePrices.Of(card.Price, Seen(whole, card.Price, 0m, []));
            return idle == 0 || !isCovered ? [] : [Line(0m, 0, idle)];
        }

        var quantities = groups.Select(group => (Quantity: group.Over(period.Start, period.End, subscription.To), group.Count, Groups: new List<OracleQuantity> { group })).ToList();
        var events = quantities.Sum(one => one.Count);
        return AggregationOf(card) switch
        {
            MeterAggregation.Sum or MeterAggregation.Count or MeterAggregation.TimeWeighted => [Priced(quantities.Sum(one => one.Quantity), events, groups)],
            MeterAggregation.Max => [Priced(quantities.Max(one => one.Quantity), events, groups)],
            MeterAggregation.Min => [Priced(quantities.Min(one => one.Quantity), events, groups)],

            // What cannot be put together over groups is a line for each.
            _ => quantities.Select(one => Priced(one.Quantity, one.Count, one.Groups)),
        };

        OracleLine Priced(decimal quantity, long count, List<OracleQuantity> of) => Line(quantity, count, OraclePrices.Of(card.Price, Seen(whole, card.Price, quantity, of)));

        // Late usage of a contract that covers nothing of this period is charged over the whole of it.
        OracleLine Line(decimal quantity, long count, decimal amount) =>
            new(subscription.Id, card.Key, isCovered ? from : period.Start, isCovered ? to : period.End, quantity, count, amount, card.TaxClass);
    }

    private static OracleUsage Seen(OracleUsage whole, Price price, decimal quantity, IEnumerable<OracleQuantity> groups) =>
        whole with { Quantity = quantity, Events = OracleModels.SeesEvents(price) ? [.. groups.SelectMany(group => group.Events)] : null };

    private static OracleUsage WholeOf(Account account, PricePlan plan, OraclePeriod period, Subscription subscription)
    {
        var from = subscription.From > period.Start ? subscription.From : period.Start;
        var to = subscription.To < period.End ? subscription.To.Value : period.End;
        return new OracleUsage(0m) { Part = new OraclePart(account.TimeZone, period.Start, period.End, from, to), Currency = plan.Currency };
    }

    private MeterAggregation AggregationOf(RateCard card) => catalog.Meters.Single(meter => meter.Key == card.Meter).Aggregation;

    private RateCard? CardOf(PricePlan plan, UsageKey usage)
    {
        var meter = catalog.Meters.Single(meter => meter.Key == usage.Meter);
        var values = meter.GroupBy.IsDefaultOrEmpty
            ? new Dictionary<string, string>(StringComparer.Ordinal)
            : meter.GroupBy.Zip(usage.Group.Split('|')).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        return plan.RateCards
            .Where(card => card.Meter == meter.Key && (card.Group is null || card.Group.All(dimension => values.GetValueOrDefault(dimension.Key) == dimension.Value)))
            .MaxBy(card => card.Group?.Count ?? 0);
    }
}
