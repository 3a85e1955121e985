using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Rating;

/// <summary>Tries a price or a plan out, by the very rules that invoices are rated by. Pure: nothing is stored.</summary>
public static class RatingPreview
{
    /// <summary>The result, or what is wrong with the request.</summary>
    /// <param name="request">What is tried out.</param>
    /// <param name="catalog">Where a plan is looked up.</param>
    /// <param name="now">The present, by which credits expire where there is no coverage.</param>
    public static (RatingPreviewResult? Result, ImmutableArray<ValidationIssue> Issues) Rate(RatingPreviewRequest request, CatalogSnapshot catalog, DateTimeOffset now = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(catalog);
        var issues = new CatalogIssues();
        try
        {
            var asksForCharges = !request.Charges.IsEmpty || (request.MinimumSpend is not null && request is { Price: null, Plan: null });
            issues.Require((request.Price is null ? 0 : 1) + (request.Plan is null ? 0 : 1) + (asksForCharges ? 1 : 0) == 1, "$", "one-of",
                "The request needs a price, a plan or charges.", "Send exactly one of 'price', 'plan' and 'charges'.");
            if (issues.Outcome is null)
            {
                var result = asksForCharges ? OfCharges(request, issues)
                    : request.Price is { } price ? OfPrice(request, price, issues)
                    : PlanPreview.Rate(request, request.Plan!, catalog, issues);
                if (result is not null && (asksForCharges || InvoicePreview.IsAskedFor(request)))
                {
                    result = InvoicePreview.Complete(request, result, now, issues);
                }

                return (issues.Outcome is null ? result : null, issues.All);
            }
        }
        catch (OverflowException)
        {
            issues.Add("$", "amount-out-of-range", "An amount has more than 28 digits.", "Send smaller quantities or amounts.");
        }

        return (null, issues.All);
    }

    private static RatingPreviewResult? OfCharges(RatingPreviewRequest request, CatalogIssues issues)
    {
        issues.Require(request is { Quantities.IsEmpty: true, Events: null, Windows.IsEmpty: true, Usage.IsEmpty: true, Prior: null }, "charges", "not-for-charges",
            "Each charge says what its price is applied to.", "Send 'quantity', 'events', 'windows' and 'prior' with the charge.");
        if (request.Coverage is { } coverage)
        {
            PreviewRules.Coverage("coverage", coverage, issues);
        }

        return issues.Currency("currency", request.Currency ?? string.Empty) && issues.Outcome is null ? new RatingPreviewResult(request.Currency!, [], [], 0m) : null;
    }

    private static RatingPreviewResult? OfPrice(RatingPreviewRequest request, Price price, CatalogIssues issues)
    {
        var currency = request.Currency ?? string.Empty;
        issues.Currency("currency", currency);
        issues.Require(request.Usage.IsEmpty, "usage", "not-for-price", "Usage belongs to a plan.", "Send 'quantities', 'events' or 'windows' with a price.");
        var results = PricePreview.Rate(
            new PreviewSubject(string.Empty, price, Currencies.IsKnown(currency) ? currency : "EUR")
            {
                Quantities = request.Quantities,
                Events = request.Events ?? [],
                HasEvents = request.Events is not null,
                Aggregation = request.Aggregation,
                Windows = request.Windows,
                Prior = request.Prior,
                Coverage = request.Coverage,
                LastSlice = request.LastSlice,
            },
            issues);
        return issues.Outcome is not null
            ? null
            : new RatingPreviewResult(currency, results, [], results.Sum(one => one.Amount), request.Coverage?.ToCoverage().Ratio(price.Proration));
    }
}
