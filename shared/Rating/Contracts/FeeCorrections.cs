using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>
/// Corrects what earlier invoices charged: what is due by the contract as known now, less what was billed. Pure. Because it compares with
/// what invoices that stand say, and not with what an amendment changed, the same amendment twice, two at once, one that comes late or an
/// invoice that was taken back since all end in the same sum.
/// </summary>
internal sealed class FeeCorrections(CatalogSnapshot catalog, Account account, BillingPeriod period, ContractChange change, FeeHistory history)
{
    private readonly string subscriptionId = change.Timeline.Subscription.Id;
    private readonly List<RatedLine> corrections = [];

    /// <summary>The contract's own lines of the period as they are to be charged, and the corrections.</summary>
    public IEnumerable<RatedLine> Apply(IEnumerable<RatedLine> own)
    {
        var billed = history.Billed
            .Where(fee => fee.SubscriptionId == subscriptionId && fee.Identity.ToTicks >= change.From.UtcTicks)
            .ToLookup(fee => fee.Identity);
        var due = Due().ToDictionary(entry => entry.Identity);
        var kept = own.Where(line => !IsFee(line) || !billed.Contains(IdentityOf(line)) || !due.ContainsKey(IdentityOf(line))).ToList();
        foreach (var fee in billed.OrderBy(fee => fee.Key.FromTicks).ThenBy(fee => fee.Key.CardKey, StringComparer.Ordinal).ThenBy(fee => fee.Key.ToTicks).ThenBy(fee => fee.Key.PlanVersion))
        {
            if (history.IsComplete || (due.TryGetValue(fee.Key, out var entry) && entry.ChargedIn.Key == period.Key))
            {
                Compare([.. fee], due.GetValueOrDefault(fee.Key));
            }
        }

        foreach (var entry in due.Values.Where(entry => entry.ChargedIn.Key != period.Key && !billed.Contains(entry.Identity)))
        {
            Charge(entry);
        }

        return kept.Concat(corrections);
    }

    // What this invoice charges anyhow, and what earlier ones would have charged had they known.
    private IEnumerable<FeeEntry> Due()
    {
        var last = history.Settled.Select(key => BillingCalendar.PeriodOf(account, key)).OfType<BillingPeriod>().Append(period).MaxBy(one => one.Start)!;
        var horizon = BillingCalendar.Next(account, last).End;
        return new FeeSchedule(catalog, account, change.Timeline)
            .TouchedBy(change.From, horizon > change.From ? horizon : change.From.AddTicks(1))
            .Where(entry => entry.ChargedIn.Key == period.Key || (history.IsComplete && history.Settled.Contains(entry.ChargedIn.Key)));
    }

    private void Compare(ImmutableArray<BilledFee> billed, FeeEntry? due)
    {
        var charged = billed.Sum(fee => fee.Amount);
        if (due is not null && charged == 0)
        {
            Charge(due);
            return;
        }

        // What a credit note gave back already is not given back again.
        var line = due is null ? null : FeePricing.LineOf(account, subscriptionId, due);
        var difference = (line?.Amount ?? 0m) - charged;
        var capped = charged > 0 ? Math.Max(difference, -Math.Max(charged - billed.Sum(fee => fee.Credited), 0m)) : difference;
        if (capped != 0 && CardOf(billed[0].Identity) is { } found)
        {
            corrections.Add(Reversal(found.Plan, found.Card, billed[^1], capped, capped != difference));
        }
    }

    private void Charge(FeeEntry entry)
    {
        var line = FeePricing.LineOf(account, subscriptionId, entry);
        if (line.Amount != 0)
        {
            corrections.Add(line with { Kind = LineKind.Correction, CorrectedPeriod = PeriodOf(entry.From), Note = "Charged by the contract as amended" });
        }
    }

    private RatedLine Reversal(PricePlan plan, RateCard card, BilledFee billed, decimal amount, bool isCapped)
    {
        var identity = billed.Identity;
        var (from, to) = (new DateTimeOffset(identity.FromTicks, TimeSpan.Zero), new DateTimeOffset(identity.ToTicks, TimeSpan.Zero));
        var rounded = Currencies.Round(new Money(amount, plan.Currency)).Amount;
        var step = new DerivationStep($"reversal of invoice {billed.InvoiceNumber}", 0m, 0m, rounded, rounded);
        return new RatedLine(
            subscriptionId, card, from, to, billed.Quantity, billed.Unit, rounded,
            new Derivation(plan.Key, plan.Version, Pricing.ModelOf(card.Price), [step], rounded, []),
            LineKind.Correction, PeriodOf(from),
            isCapped ? $"Reverses what invoice {billed.InvoiceNumber} charged and no credit note gave back" : $"Reverses what invoice {billed.InvoiceNumber} charged");
    }

    private (PricePlan Plan, RateCard Card)? CardOf(FeeIdentity identity) =>
        catalog.Plans.TryGetValue((identity.PlanKey, identity.PlanVersion), out var plan) && plan.RateCards.FirstOrDefault(card => card.Key == identity.CardKey) is { } card
            ? (plan, card)
            : null;

    private string PeriodOf(DateTimeOffset instant) => BillingCalendar.PeriodAt(account, instant).Key;

    private static bool IsFee(RatedLine line) => line.RateCard.Meter is null;

    private static FeeIdentity IdentityOf(RatedLine line) => new(
        line.Derivation.PlanKey, line.Derivation.PlanVersion, line.RateCard.Key, line.ServiceFrom.UtcTicks, line.ServiceTo.UtcTicks, line.Quantity);
}
