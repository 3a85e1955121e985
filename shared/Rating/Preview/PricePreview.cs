using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>Applies one price to quantities, events or windows, after everything about them is sound.</summary>
internal static class PricePreview
{
    /// <summary>The results, or nothing when there are issues.</summary>
    public static ImmutableArray<PreviewedAmount> Rate(PreviewSubject subject, CatalogIssues issues)
    {
        if (!PreviewRules.Check(subject, issues))
        {
            return [];
        }

        if (!subject.Windows.IsEmpty)
        {
            var priced = Pricing.Compute([.. subject.Windows.Select(window => (window.Price ?? subject.Price, window.Quantity))]);
            return [Round(subject.Windows.Sum(window => window.Quantity), priced, subject.Currency)];
        }

        ImmutableArray<decimal> quantities = subject is { Price: FlatPrice, Quantities.IsEmpty: true, HasEvents: false } ? [1m] : subject.Quantities;
        return !quantities.IsEmpty ? [.. quantities.Select(quantity => OfQuantity(subject, quantity))]
            : Pricing.NeedsEvents(subject.Price) ? [OfEvents(subject)]
            : [.. PreviewAggregates.Of(subject).Select(quantity => OfQuantity(subject, quantity))];
    }

    private static PreviewedAmount OfQuantity(PreviewSubject subject, decimal quantity) => Round(quantity, Compute(subject, quantity, null), subject.Currency);

    private static PreviewedAmount OfEvents(PreviewSubject subject)
    {
        var events = Events(subject.Events, afterPrior: true);
        return Round(events.Sum(one => one.Quantity), Compute(subject, 0m, events), subject.Currency);
    }

    private static PricedAmount Compute(PreviewSubject subject, decimal quantity, ImmutableArray<PricedEvent>? events)
    {
        var prior = subject.Prior is not { } before ? null : new PriorSlice(PriorQuantity(subject, before))
        {
            Amount = before.Amount,
            Base = before.Base,
            Events = Pricing.NeedsEvents(subject.Price) ? Events(before.Events, afterPrior: false) : [],
        };
        return Pricing.Compute(subject.Price, new PriceSlice(quantity)
        {
            Events = events,
            Coverage = subject.Coverage?.ToCoverage(),
            Prior = prior,
            IsLast = subject.LastSlice,
            Currency = subject.Currency,
        });
    }

    private static decimal PriorQuantity(PreviewSubject subject, PreviewPrior prior) => prior.Events.IsEmpty || Pricing.NeedsEvents(subject.Price)
        ? prior.Quantity
        : prior.Quantity + PreviewAggregates.Of(subject with { Events = prior.Events }).Sum();

    /// <summary>The events as prices see them. Those without a time come in the order of the list, after what was before.</summary>
    public static ImmutableArray<PricedEvent> Events(ImmutableArray<PreviewEvent> events, bool afterPrior) =>
        [.. events.Select((one, at) => new PricedEvent(
            one.Time ?? DateTimeOffset.MinValue.AddDays(afterPrior ? 1 : 0).AddTicks(at), one.Quantity ?? one.Amount ?? 0m, one.Amount))];

    public static PreviewedAmount Round(decimal quantity, PricedAmount priced, string currency) =>
        new(quantity, Currencies.Round(new Money(priced.Amount, currency)).Amount, priced.Amount, priced.Steps);
}
