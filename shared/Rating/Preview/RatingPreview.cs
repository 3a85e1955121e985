using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Rating;

/// <summary>Tries a price or a plan out, by the very rules that invoices are rated by. Pure: nothing is stored.</summary>
public static class RatingPreview
{
    /// <summary>The result, or what is wrong with the request.</summary>
    public static (RatingPreviewResult? Result, ImmutableArray<ValidationIssue> Issues) Rate(RatingPreviewRequest request, CatalogSnapshot catalog)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(catalog);
        var issues = new CatalogIssues();
        try
        {
            issues.Require(request.Price is null != request.Plan is null, "$", "one-of", "The request needs either a price or a plan.", "Send exactly one of 'price' and 'plan'.");
            if (issues.Outcome is null)
            {
                var result = request.Price is { } price ? OfPrice(request, price, issues) : PlanPreview.Rate(request, request.Plan!, catalog, issues);
                return (issues.Outcome is null ? result : null, issues.All);
            }
        }
        catch (OverflowException)
        {
            issues.Add("$", "amount-out-of-range", "An amount has more than 28 digits.", "Send smaller quantities or amounts.");
        }

        return (null, issues.All);
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
