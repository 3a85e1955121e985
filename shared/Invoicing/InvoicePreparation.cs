using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Invoicing;

/// <summary>Prepares the invoice of a billing period: rates, taxes and drafts. Stores nothing, so that previews are made by the same code.</summary>
public sealed class InvoicePreparation(PeriodRating rating, InvoiceStore invoices)
{
    /// <summary>The draft of a frozen period under the period's current revision, or why there is none.</summary>
    public async Task<PreparationOutcome> PrepareAsync(
        CatalogSnapshot catalog, LegalEntity entity, Account account, BillingPeriod period, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(period);
        var rated = await rating.RateFrozenAsync(catalog, account, period, cancellationToken);
        if (rated.Outcome is RatingOutcome.Unrated unrated)
        {
            return new PreparationOutcome.Refused("unrated-usage", string.Join(' ', unrated.Issues.Select(issue => $"{issue.Message} {issue.Remedy}")));
        }

        var lines = InvoiceDrafting.LinesOf(((RatingOutcome.Rated)rated.Outcome).Lines);
        if (lines.IsEmpty)
        {
            return new PreparationOutcome.Nothing();
        }

        switch (TaxEngine.Compute(catalog, account, entity.Currency, lines))
        {
            case TaxOutcome.Taxed taxed:
                var revision = await invoices.CurrentRevisionAsync(account.Id, period.Key, cancellationToken);
                return new PreparationOutcome.Prepared(
                    InvoiceDrafting.Draft(revision.Id, account, entity.Currency, lines, taxed.Taxes, rated.Usage.EventCount, rated.Usage.SetHash));
            case TaxOutcome.UnknownJurisdiction unknown:
                return new PreparationOutcome.Refused("no-tax-table", $"There is no tax table for {unknown.Jurisdiction}. Add it to the catalog and retry.");
            case TaxOutcome.UnknownTaxClasses unknown:
                return new PreparationOutcome.Refused(
                    "no-tax-rate", $"The tax table of {unknown.Jurisdiction} has no rate for {string.Join(", ", unknown.TaxClasses)}. Add it and retry.");
            case var other:
                throw new InvalidOperationException($"Unknown tax outcome {other.GetType().Name}.");
        }
    }
}
