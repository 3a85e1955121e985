using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Invoicing;

/// <summary>Tries an invoice out by the very code that composes invoices. Pure: nothing is stored.</summary>
internal static class InvoicePreview
{
    private const int MostCharges = 1000;

    /// <summary>True when the request names anything that makes an invoice of prices.</summary>
    public static bool IsAskedFor(RatingPreviewRequest request) =>
        request is not { MinimumSpend: null, Taxes: null, Coupons.IsEmpty: true, Credits.IsEmpty: true, CreditNotes.IsEmpty: true };

    /// <summary>The result with the invoice: of the request's charges, or else of what its price or plan came to. Null when there are issues.</summary>
    public static RatingPreviewResult? Complete(RatingPreviewRequest request, RatingPreviewResult result, DateTimeOffset now, CatalogIssues issues)
    {
        var isOfCharges = request.Price is null && request.Plan is null;
        var lines = isOfCharges ? LinesOf(request, result.Currency, issues) : LinesOf(result.Results, result.Lines);
        if (issues.Outcome is not null)
        {
            return null;
        }

        var terms = new InvoicePreviewTerms(result.Currency, now, request.Coverage, request.MinimumSpend, request.Coupons, request.Taxes, request.Credits, request.CreditNotes);
        return Compose(terms, lines, issues) is { } invoice ? result with { Invoice = invoice, Total = isOfCharges ? invoice.Total : result.Total } : null;
    }

    /// <summary>The charges of a request as lines, or nothing when there are issues.</summary>
    private static ImmutableArray<InvoiceLine> LinesOf(RatingPreviewRequest request, string currency, CatalogIssues issues)
    {
        if (!InvoicePreviewRules.Elements("charges", request.Charges, issues, MostCharges))
        {
            return [];
        }

        var lines = ImmutableArray.CreateBuilder<InvoiceLine>();
        InvoicePreviewRules.Each("charges", request.Charges, charge => charge.Key, issues, (path, charge) =>
        {
            issues.Text($"{path}.product", charge.Product, 100);
            issues.Text($"{path}.taxClass", charge.TaxClass, 50);
            issues.Require(charge.Price is null != charge.Amount is null, $"{path}.price", "one-of", "A charge is a price or an amount.", "Send exactly one of 'price' and 'amount'.");
            if (issues.Outcome is null)
            {
                var (quantity, amount, unrounded, steps) = Rate(path, charge, request, currency, issues);
                lines.Add(Line(lines.Count + 1, charge.Key, charge.Product, charge.TaxClass, quantity, amount, unrounded, steps));
            }
        });
        return lines.ToImmutable();
    }

    /// <summary>The results of a price, or the lines of a plan, as charges.</summary>
    private static ImmutableArray<InvoiceLine> LinesOf(ImmutableArray<PreviewedAmount> results, ImmutableArray<RatedLine> planned) =>
    [
        .. results.Select((one, at) => Line(at + 1, string.Create(CultureInfo.InvariantCulture, $"{at + 1}"), "product", "standard", one.Quantity, one.Amount, one.UnroundedAmount, one.Steps)),
        .. InvoiceDrafting.LinesOf(planned),
    ];

    /// <summary>The invoice, or null when there are issues.</summary>
    private static PreviewedInvoice? Compose(InvoicePreviewTerms terms, ImmutableArray<InvoiceLine> charges, CatalogIssues issues)
    {
        if (!InvoicePreviewRules.Check(terms, [.. charges.Select(line => line.Product)], issues))
        {
            return null;
        }

        var part = terms.Coverage?.ToCoverage();
        var period = part?.Period ?? new BillingPeriod("preview", terms.Now, terms.Now);
        var minimum = terms.MinimumSpend is { } spend ? new MinimumSpend(spend.Amount, Product: spend.Product, TaxClass: spend.TaxClass ?? UsualClass(terms.Taxes), Proration: spend.Proration) : null;
        var discounted = InvoiceComposition.Discount(
            new CompositionTerms(terms.Currency, period, minimum, part, [.. terms.Coupons.Select(one => new Coupon(one.Key, one.Key, one.Percent, one.Amount, null, one.Products))]), charges);
        if (Tax(terms, discounted.Lines, issues) is not { } taxed)
        {
            return null;
        }

        ImmutableArray<CreditBalance> credits = [.. terms.Credits.Select(one => new CreditBalance(
            new CreditGrant(one.Key, one.Key, one.Amount, terms.Currency, one.Priority, DateTimeOffset.UnixEpoch, one.ExpiresAt, one.Products), one.Amount))];
        var composed = InvoiceComposition.Settle(terms.Currency, discounted, taxed, credits, period);
        var notes = CreditNotePreviews.Of(terms, composed, issues);
        return issues.Outcome is not null ? null : new PreviewedInvoice(
            [.. composed.Lines.Select((line, at) => new PreviewedLine(
                line.RateCardKey, line.Product, line.Kind, line.Quantity, line.Amount, line.Discount, line.Net, composed.LineTaxes[at], line.Derivation.UnroundedAmount, line.Derivation.Steps))],
            composed.Lines.Where(line => line.Kind == LineKind.MinimumSpend).Sum(line => line.Amount),
            composed.Coupons, composed.Subtotal, composed.Taxes, composed.TaxTotal, composed.Total, composed.Credits, composed.AmountDue, composed.Notes, notes);
    }

    private static (decimal Quantity, decimal Amount, decimal Unrounded, ImmutableArray<DerivationStep> Steps) Rate(
        string path, PreviewCharge charge, RatingPreviewRequest request, string currency, CatalogIssues issues)
    {
        if (charge.Price is null)
        {
            var amount = charge.Amount ?? 0m;
            return (1m, Currencies.Round(new Money(amount, currency)).Amount, amount, [new DerivationStep("amount", 0m, 0m, amount, amount)]);
        }

        var results = PricePreview.Rate(
            new PreviewSubject(path, charge.Price, currency)
            {
                Quantities = charge.Quantity is { } quantity ? [quantity] : [],
                Events = charge.Events ?? [],
                HasEvents = charge.Events is not null,
                Aggregation = charge.Aggregation,
                Windows = charge.Windows,
                Prior = charge.Prior,
                Coverage = charge.Coverage ?? request.Coverage,
                LastSlice = charge.LastSlice ?? request.LastSlice,
            },
            issues);
        return (results.Sum(one => one.Quantity), results.Sum(one => one.Amount), results.Sum(one => one.UnroundedAmount), [.. results.SelectMany(one => one.Steps)]);
    }

    private static InvoiceLine Line(
        int number, string key, string product, string taxClass, decimal quantity, decimal amount, decimal unrounded, ImmutableArray<DerivationStep> steps) =>
        new(number, string.Empty, key, product, key, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, quantity, "unit", amount, taxClass,
            new Derivation(string.Empty, 0, "preview", steps, unrounded, []));

    private static string UsualClass(PreviewTaxes? taxes) =>
        taxes is null || taxes.Rates.IsEmpty || taxes.Rates.Any(rate => rate.TaxClass == "standard") ? "standard" : taxes.Rates[0].TaxClass;

    private static TaxOutcome.Taxed? Tax(InvoicePreviewTerms terms, ImmutableArray<InvoiceLine> lines, CatalogIssues issues)
    {
        if (terms.Taxes is not { } taxes)
        {
            return new TaxOutcome.Taxed([], [.. lines.Select(line => new LineTax(line.Number, 0m, 0m))], []);
        }

        var party = new TaxParty("preview", "Preview", "preview", taxes.Profile?.TaxId);
        var request = new TaxRequest(
            "preview", terms.Currency, party, party, taxes.Profile, [.. lines.Select(line => new TaxableLine(line.Number, line.Product, line.TaxClass, line.Net, terms.Now))]);
        switch (TableTax.Compute(request, [new TaxTable("preview", [.. taxes.Rates.Select(rate => new TaxRate(rate.TaxClass, rate.Name, rate.Rate))], taxes.Rounding, Inclusive: taxes.Inclusive)]))
        {
            case TaxOutcome.Taxed taxed:
                return taxed;
            case TaxOutcome.UnknownTaxClasses unknown:
                issues.Add("taxes.rates", "no-tax-rate", $"There is no rate for {CatalogIssues.Shown(string.Join(", ", unknown.TaxClasses))}.", "Send a rate for each tax class of the charges; 0 for what is not taxed.");
                return null;
            case var other:
                throw new InvalidOperationException($"Unexpected tax outcome {other.GetType().Name}.");
        }
    }
}
