using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Rating;

/// <summary>Tries a price or a plan out, by the very rules that invoices are rated by. Pure: nothing is stored.</summary>
public static class RatingPreview
{
    private const int Most = 1000;

    /// <summary>The result, or what is wrong with the request.</summary>
    public static (RatingPreviewResult? Result, ImmutableArray<ValidationIssue> Issues) Rate(RatingPreviewRequest request, CatalogSnapshot catalog)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(catalog);
        var issues = new CatalogIssues();
        issues.Require(request.Price is null != request.Plan is null, "$", "one-of", "The request needs either a price or a plan.", "Send exactly one of 'price' and 'plan'.");
        issues.Require(request.Quantities.Length <= Most && request.Usage.Length <= Most, "$", "too-many", "The request tries too much at once.", $"Send at most {Most} quantities.");
        if (issues.Outcome is null)
        {
            try
            {
                var result = request.Price is { } price ? OfPrice(request, price, issues) : OfPlan(request, request.Plan!, catalog, issues);
                return (issues.Outcome is null ? result : null, issues.All);
            }
            catch (OverflowException)
            {
                issues.Add("$", "amount-out-of-range", "An amount has more than 28 digits.", "Send smaller quantities or amounts.");
            }
        }

        return (null, issues.All);
    }

    private static RatingPreviewResult? OfPrice(RatingPreviewRequest request, Price price, CatalogIssues issues)
    {
        var currency = request.Currency ?? string.Empty;
        issues.Currency("currency", currency);
        if (NullRules.Check("price", price, issues))
        {
            PriceRules.Check("price", price, issues);
        }

        issues.Require(price is FlatPrice || !request.Quantities.IsEmpty, "quantities", "missing", "A usage price needs quantities.", "Send at least one.");
        if (request.Coverage is { } coverage)
        {
            CheckCoverage(coverage, issues);
        }

        if (issues.Outcome is not null)
        {
            return null;
        }

        ImmutableArray<PreviewedAmount> results = price is FlatPrice flat
            ? [Round(1m, OfFee(flat, request.Coverage), currency)]
            : [.. request.Quantities.Select(quantity => Round(quantity, Pricing.Compute(price, quantity), currency))];
        return new RatingPreviewResult(currency, results, [], results.Sum(one => one.Amount));
    }

    private static PricedAmount OfFee(FlatPrice price, PreviewCoverage? part)
    {
        part ??= new PreviewCoverage(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        var period = new BillingPeriod("preview", part.PeriodFrom, part.PeriodTo);
        return Pricing.Compute(price, new Coverage(AccountIn(part.TimeZone), period, part.From, part.To));
    }

    private static RatingPreviewResult? OfPlan(RatingPreviewRequest request, PreviewPlan named, CatalogSnapshot catalog, CatalogIssues issues)
    {
        if (!catalog.Plans.TryGetValue((named.Key, named.Version), out var plan))
        {
            issues.Add("plan", "unknown-plan", $"Plan '{CatalogIssues.Shown(named.Key)}' has no version {named.Version} in the catalog.", "Name a plan version that is stored.");
            return null;
        }

        // A catalog of one contract on the plan, begun with the period: rated by the engine itself, so the preview cannot differ from the invoice.
        var account = AccountIn("Etc/UTC");
        var period = BillingCalendar.PeriodAt(account, DateTimeOffset.UnixEpoch);
        var contract = new Subscription("preview", account.Id, plan.Key, plan.Version, period.Start);
        var only = new CatalogSnapshot(new CatalogDocuments { Accounts = [account], Meters = catalog.Documents.Meters, Plans = [plan], Subscriptions = [contract] });
        ImmutableArray<MeteredUsage> usage = [.. request.Usage.Where((one, at) => IsSound(one, at, issues)).Select(one =>
            new MeteredUsage(contract.Id, one.Meter, one.Group ?? ImmutableSortedDictionary<string, string>.Empty, one.Quantity, 0, string.Empty))];
        var outcome = RatingEngine.Rate(only, account, period, usage);
        if (outcome is RatingOutcome.Rated rated)
        {
            return new RatingPreviewResult(plan.Currency, [], rated.Lines, rated.Lines.Sum(line => line.Amount));
        }

        foreach (var issue in ((RatingOutcome.Unrated)outcome).Issues)
        {
            issues.Add("usage", JsonName(issue.Code), issue.Message, issue.Remedy);
        }

        return null;
    }

    private static bool IsSound(PreviewUsage? usage, int at, CatalogIssues issues) => issues.Require(
        usage is not null && (usage.Group is null || usage.Group.All(pair => pair.Value is not null)),
        string.Create(CultureInfo.InvariantCulture, $"usage[{at}]"), "null", "The element is null.", "Send a value or leave the element out.");

    private static void CheckCoverage(PreviewCoverage part, CatalogIssues issues)
    {
        issues.Require(BillingCalendar.IsTimeZone(part.TimeZone), "coverage.timeZone", "unknown-time-zone", $"'{CatalogIssues.Shown(part.TimeZone)}' is no time zone.",
            "Send an IANA zone, such as \"Europe/Berlin\".");
        issues.Require(part.PeriodTo - part.PeriodFrom >= TimeSpan.FromDays(1) && part.PeriodFrom.Year >= 1970 && part.PeriodTo.Year < 9000, "coverage.periodTo", "out-of-range",
            "The period is shorter than a day.", "Send a period of a day or more, from 1970 on.");
        issues.Require(part.From >= part.PeriodFrom && part.To <= part.PeriodTo && part.From <= part.To, "coverage.from", "out-of-range",
            "The part does not lie within the period.", "Send periodFrom <= from <= to <= periodTo.");
    }

    private static Account AccountIn(string timeZone) => new("preview", "Preview", "preview", timeZone, "preview");

    private static PreviewedAmount Round(decimal quantity, PricedAmount priced, string currency) =>
        new(quantity, Currencies.Round(new Money(priced.Amount, currency)).Amount, priced.Amount, priced.Steps);

    private static string JsonName(RatingIssueCode code) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(code.ToString());
}
