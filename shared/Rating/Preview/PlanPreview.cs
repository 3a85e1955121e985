using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>Rates usage by a stored plan: a catalog of one contract, rated by the engine itself, so the preview cannot differ from the invoice.</summary>
internal static class PlanPreview
{
    private const int Most = 1_000;
    private const string Calendarless = "preview";

    public static RatingPreviewResult? Rate(RatingPreviewRequest request, PreviewPlan named, CatalogSnapshot catalog, CatalogIssues issues)
    {
        if (!catalog.Plans.TryGetValue((named.Key, named.Version), out var plan))
        {
            issues.Add("plan", "unknown-plan", $"Plan '{CatalogIssues.Shown(named.Key)}' has no version {named.Version} in the catalog.", "Name a plan version that is stored.");
            return null;
        }

        Check(request, issues);
        if (issues.Outcome is not null)
        {
            return null;
        }

        var coverage = request.Coverage ?? WholePeriod();
        var (account, period) = PeriodOf(coverage);
        var contract = new Subscription("preview", account.Id, plan.Key, plan.Version, coverage.From, coverage.To == coverage.PeriodTo ? null : coverage.To);
        var only = new CatalogSnapshot(new CatalogDocuments { Accounts = [account], Meters = catalog.Documents.Meters, Plans = [plan], Subscriptions = [contract] });
        var outcome = RatingEngine.Rate(only, account, period, new PeriodInput(
            [.. request.Usage.Select(one => Usage(contract, catalog, one, coverage))],
            [.. request.Usage.Select(one => new MeteredEvents(contract.Id, one.Meter, Group(one), Events(one, coverage)))]));
        if (outcome is RatingOutcome.Rated rated)
        {
            var lines = period.Key == Calendarless ? [.. Fees(plan, contract, coverage.ToCoverage()), .. rated.Lines] : rated.Lines;
            return new RatingPreviewResult(plan.Currency, [], lines, lines.Sum(line => line.Amount));
        }

        foreach (var issue in ((RatingOutcome.Unrated)outcome).Issues)
        {
            issues.Add("usage", System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(issue.Code.ToString()), issue.Message, issue.Remedy);
        }

        return null;
    }

    private static PreviewCoverage WholePeriod()
    {
        var month = BillingCalendar.PeriodAt(PreviewCoverage.AccountIn("Etc/UTC"), DateTimeOffset.UnixEpoch);
        return new PreviewCoverage(month.Start, month.End, month.Start, month.End);
    }

    // An account whose billing periods are such as the one that is tried, where a calendar has such a period: of its anchor day only the end of a
    // short month leaves a choice.
    private static (Account Account, BillingPeriod Period) PeriodOf(PreviewCoverage coverage)
    {
        var plain = PreviewCoverage.AccountIn(coverage.TimeZone);
        for (var anchor = BillingCalendar.DateAt(plain, coverage.PeriodFrom).Day; anchor <= 31; anchor++)
        {
            var account = plain with { BillingAnchorDay = anchor };
            var period = BillingCalendar.PeriodAt(account, coverage.PeriodFrom);
            if (period.Start == coverage.PeriodFrom && period.End == coverage.PeriodTo)
            {
                return (account, period);
            }
        }

        return (plain, coverage.ToCoverage().Period);
    }

    // No contract's fees fall due by a period that is none of a calendar: each is tried once, for the part that is covered.
    private static IEnumerable<RatedLine> Fees(PricePlan plan, Subscription contract, Coverage part) =>
        from card in plan.RateCards
        where card.Meter is null && !part.IsEmpty
        let priced = Pricing.Compute(card.Price, new PriceSlice(1m) { Coverage = part, Currency = plan.Currency })
        select new RatedLine(
            contract.Id, card, part.From, part.To, 1m, "period", Currencies.Round(new Money(priced.Amount, plan.Currency)).Amount,
            new Derivation(plan.Key, plan.Version, Pricing.ModelOf(card.Price), priced.Steps, priced.Amount, []), LineKind.Recurring);

    private static void Check(RatingPreviewRequest request, CatalogIssues issues)
    {
        issues.Require(request.Usage.Length <= Most, "usage", "too-many", "The request tries too much at once.", $"Send at most {Most} entries.");
        issues.Require(request is { Quantities.IsEmpty: true, Events: null, Windows.IsEmpty: true, Prior: null }, "usage", "not-for-plan",
            "A plan is applied to the usage of its meters.", "Leave 'quantities', 'events', 'windows' and 'prior' out, and send 'usage'.");
        if (request.Coverage is { } coverage)
        {
            PreviewRules.Coverage("coverage", coverage, issues);
            issues.Require(coverage.From < coverage.To, "coverage.to", "out-of-range", "The contract covers nothing.", "Send from < to.");
        }

        for (var at = 0; at < request.Usage.Length; at++)
        {
            var element = string.Create(CultureInfo.InvariantCulture, $"usage[{at}]");
            if (issues.Require(request.Usage[at] is { } usage && usage.Group?.All(pair => pair.Value is not null) != false, element, "null", "The element is null.", "Send a value or leave the element out."))
            {
                PreviewRules.Events($"{element}.events", request.Usage[at].Events, needsTime: !request.Usage[at].Events.IsEmpty, issues);
            }
        }
    }

    // Where only a quantity is known, it is one event at the start, so that a price that must see events charges it.
    private static ImmutableArray<PricedEvent> Events(PreviewUsage usage, PreviewCoverage coverage) =>
        !usage.Events.IsEmpty ? PricePreview.Events(usage.Events, afterPrior: false)
        : usage.Quantity == 0 ? []
        : [new PricedEvent(coverage.From, usage.Quantity)];

    // Events are aggregated as the meter does it.
    private static MeteredUsage Usage(Subscription contract, CatalogSnapshot catalog, PreviewUsage usage, PreviewCoverage coverage)
    {
        var quantity = usage.Quantity;
        if (!usage.Events.IsEmpty && catalog.Meters.TryGetValue(usage.Meter, out var meter))
        {
            quantity = PreviewAggregates.Of(new PreviewSubject(string.Empty, new PerUnitPrice(0m), string.Empty)
            {
                Events = [.. usage.Events.Select(one => one with { Group = null })],
                Aggregation = Enum.Parse<PreviewAggregation>(meter.Aggregation.ToString()),
                Coverage = coverage,
            }).Single();
        }

        return new MeteredUsage(contract.Id, usage.Meter, Group(usage), quantity, usage.Events.Length, string.Empty);
    }

    private static ImmutableSortedDictionary<string, string> Group(PreviewUsage usage) => usage.Group ?? ImmutableSortedDictionary<string, string>.Empty;
}
