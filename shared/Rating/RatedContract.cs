using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>Prices one contract's share of a period: each rate card of its plan over the usage that the card takes.</summary>
/// <param name="catalog">Meters, plans, currencies.</param>
/// <param name="account">Whose contract.</param>
/// <param name="period">The period.</param>
/// <param name="timeline">The contract.</param>
/// <param name="plan">The plan that prices its usage.</param>
/// <param name="part">The part of the period in which it does, where the contract changed within the period; null: all that the contract covers.</param>
internal sealed class RatedContract(
    CatalogSnapshot catalog, Account account, BillingPeriod period, ContractTimeline timeline, PricePlan plan, Coverage? part = null)
{
    private readonly Subscription subscription = timeline.Subscription;
    private readonly Coverage coverage = part ?? Coverage.Of(account, period, timeline);
    private readonly bool isTrial = timeline.At((part ?? Coverage.Of(account, period, timeline)).From).State == ContractState.Trial;

    public void Rate(
        ImmutableArray<MeteredUsage> usage, ILookup<string, MeteredEvents> events, ImmutableArray<RatedLine>.Builder lines, ImmutableArray<RatingIssue>.Builder issues)
    {
        var fees = new FeeSchedule(catalog, account, timeline).ChargedIn(period).ToList();
        if (coverage.IsEmpty && usage.IsEmpty && fees.Count == 0)
        {
            return;
        }

        // A plan in another currency is rated in its own, and its lines are converted when the invoice is put together.
        if (catalog.LegalEntities.TryGetValue(account.LegalEntityId, out var entity) && account.InvoiceCurrency(entity) is var currency
            && currency != plan.Currency && !catalog.ExchangeRates.ContainsKey((plan.Currency, currency)))
        {
            issues.Add(Issue(RatingIssueCode.CurrencyMismatch,
                $"Plan '{plan.Key}' is in {plan.Currency}, the account is invoiced in {currency}.",
                $"Add an exchange rate from {plan.Currency} to {currency}, or move the subscription to a plan in {currency}, and retry."));
            return;
        }

        var byCard = Assign(usage, issues).ToLookup(pair => pair.Card.Key, pair => pair.Usage, StringComparer.Ordinal);
        foreach (var fee in fees.Where(fee => !ReferenceEquals(fee.Plan, plan)))
        {
            Add(fee.Card, [], events, lines, issues, () => [FeePricing.LineOf(account, subscription.Id, fee)]);
        }

        foreach (var card in plan.RateCards)
        {
            Add(card, byCard[card.Key], events, lines, issues, () => card.Meter is null
                ? fees.Where(fee => ReferenceEquals(fee.Plan, plan) && fee.Card.Key == card.Key).Select(fee => FeePricing.LineOf(account, subscription.Id, fee))
                : UsageLines(card, [.. byCard[card.Key]], events));
        }
    }

    /// <summary>Prices the usage of an earlier part of the period. Fees, and charges for no usage, belong to the last one.</summary>
    public void RateUsage(
        ImmutableArray<MeteredUsage> usage, ILookup<string, MeteredEvents> events, ImmutableArray<RatedLine>.Builder lines, ImmutableArray<RatingIssue>.Builder issues)
    {
        var byCard = Assign(usage, issues).ToLookup(pair => pair.Card.Key, pair => pair.Usage, StringComparer.Ordinal);
        foreach (var card in plan.RateCards.Where(card => byCard.Contains(card.Key)))
        {
            Add(card, byCard[card.Key], events, lines, issues, () => UsageLines(card, [.. byCard[card.Key]], events));
        }
    }

    private void Add(
        RateCard card,
        IEnumerable<MeteredUsage> usage,
        ILookup<string, MeteredEvents> events,
        ImmutableArray<RatedLine>.Builder lines,
        ImmutableArray<RatingIssue>.Builder issues,
        Func<IEnumerable<RatedLine>> rate)
    {
        if (EventMerge.Lacking(card.Price, usage, events) is { } lacking)
        {
            issues.Add(Issue(RatingIssueCode.EventsMissing, $"Rate card '{card.Key}' must see each event of meter '{lacking.Meter}' {GroupText(lacking.Group)}.",
                "Rate the period again together with the events of its usage records."));
            return;
        }

        try
        {
            lines.AddRange(rate());
        }
        catch (OverflowException)
        {
            issues.Add(Issue(RatingIssueCode.AmountOutOfRange, $"Rate card '{card.Key}' gives an amount of more than 28 digits.",
                "Correct the price or the usage and retry."));
        }
    }

    private IEnumerable<(RateCard Card, MeteredUsage Usage)> Assign(ImmutableArray<MeteredUsage> usage, ImmutableArray<RatingIssue>.Builder issues)
    {
        var cards = new CardSelection(plan);
        var assigned = new List<(RateCard Card, MeteredUsage Usage)>(usage.Length);
        foreach (var one in usage.OrderBy(one => one.Meter, StringComparer.Ordinal).ThenBy(one => GroupText(one.Group), StringComparer.Ordinal))
        {
            if (!catalog.Meters.ContainsKey(one.Meter))
            {
                issues.Add(Issue(RatingIssueCode.UnknownMeter, $"Usage is of meter '{one.Meter}', which is not in the catalog.", "Add the meter to the catalog and retry."));
            }
            else if (cards.CardFor(one) is { } card)
            {
                assigned.Add((card, one));
            }
            else
            {
                issues.Add(Issue(RatingIssueCode.UnpricedUsage,
                    string.Create(CultureInfo.InvariantCulture,
                        $"No rate card of plan '{plan.Key}' version {plan.Version} takes meter '{one.Meter}' {GroupText(one.Group)}: {one.Quantity} in {one.EventCount} records."),
                    "Put the subscription on a plan version with a rate card for it, then retry."));
            }
        }

        return assigned;
    }

    private IEnumerable<RatedLine> UsageLines(RateCard card, ImmutableArray<MeteredUsage> usage, ILookup<string, MeteredEvents> events)
    {
        var meter = catalog.Meters[card.Meter!];
        if (isTrial && !card.ChargedInTrial)
        {
            // On the invoice all the same: each record is on a line, and the customer sees what the trial was worth. Nothing used is no line.
            return usage.IsEmpty ? [] : UsageMerge.Merge(meter.Aggregation, usage).Select(merged => Line(card, ServiceOf(coverage), merged.Quantity, meter.Unit, Free, merged.Usage) with
            {
                Note = "Used in the trial: not charged.",
            });
        }

        if (usage.IsEmpty)
        {
            // A price may charge for no usage at all (the first band's flat fee, a minimum); what comes to nothing is left off the invoice.
            var idle = Pricing.Compute(card.Price, new PriceSlice(0m) { Events = Pricing.NeedsEvents(card.Price) ? [] : null, Coverage = coverage, Currency = plan.Currency });
            return idle.Amount == 0 || coverage.IsEmpty ? [] : [Line(card, coverage, 0m, meter.Unit, idle, [])];
        }

        return UsageMerge.Merge(meter.Aggregation, usage).Select(merged =>
        {
            var (price, its) = EventMerge.Of(card.Price, merged.Usage, events);
            var slice = new PriceSlice(merged.Quantity) { Events = its, Coverage = coverage, Currency = plan.Currency };
            return Line(card, ServiceOf(coverage), merged.Quantity, meter.Unit, Pricing.Compute(price, slice), merged.Usage);
        });
    }

    private static PricedAmount Free { get; } = PricedAmount.Of(new DerivationStep("used in the trial", 0m, 0m, 0m, 0m));

    // Late usage of a contract that has ended is billed in a period that the contract does not cover: its line names the whole period.
    private Coverage ServiceOf(Coverage part) => part.IsEmpty ? part with { From = period.Start, To = period.End } : part;

    private RatedLine Line(RateCard card, Coverage part, decimal quantity, string unit, PricedAmount priced, ImmutableArray<MeteredUsage> usage) =>
        new(subscription.Id, card, part.From, part.To, quantity, unit, Currencies.Round(new Money(priced.Amount, plan.Currency)).Amount,
            new Derivation(plan.Key, plan.Version, Pricing.ModelOf(card.Price), priced.Steps, priced.Amount, usage));

    private RatingIssue Issue(RatingIssueCode code, string message, string remedy) => new(code, subscription.Id, message, remedy);

    private static string GroupText(ImmutableSortedDictionary<string, string> group) => group.IsEmpty ? "{}" :
        "{" + string.Join(", ", group.Select(dimension => $"{dimension.Key}={dimension.Value}")) + "}";
}
