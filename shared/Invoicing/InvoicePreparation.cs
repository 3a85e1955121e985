using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Invoicing;

/// <summary>Prepares the invoice of a billing period: rates, composes, taxes and drafts. Stores nothing, so that previews are made by the same code.</summary>
public sealed class InvoicePreparation(PeriodRating rating, ContractBilling contracts, ChargeStore charges, InvoiceStore invoices, CreditStore credits, ITaxEngine taxes)
{
    /// <summary>The draft of a frozen period under the period's current revision, or why there is none.</summary>
    public async Task<PreparationOutcome> PrepareAsync(
        CatalogSnapshot catalog, LegalEntity entity, Account account, BillingPeriod period, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(period);
        return await ComposeAsync(catalog, entity, account, period, await rating.RateAsync(catalog, account, period, cancellationToken), cancellationToken);
    }

    /// <summary>The draft of a period that was rated, whether frozen or not, or why there is none.</summary>
    public async Task<PreparationOutcome> ComposeAsync(
        CatalogSnapshot catalog, LegalEntity entity, Account account, BillingPeriod period, RatedPeriod rated, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(period);
        ArgumentNullException.ThrowIfNull(rated);
        var outcome = rated.Outcome is RatingOutcome.Rated own ? await contracts.CorrectAsync(catalog, account, period, own.Lines, cancellationToken) : rated.Outcome;
        if (outcome is RatingOutcome.Unrated unrated)
        {
            return new PreparationOutcome.Refused("unrated-usage", string.Join(' ', unrated.Issues.Select(issue => $"{issue.Message} {issue.Remedy}")));
        }

        var charged = ((RatingOutcome.Rated)outcome).Lines;
        var revision = await invoices.CurrentRevisionAsync(account.Id, period.Key, cancellationToken);
        var lines = InvoiceDrafting.LinesOf([.. charged, .. await charges.LinesAsync(account, period, revision.Id.ToString(), cancellationToken)]);
        var currency = account.InvoiceCurrency(entity);
        var date = BillingCalendar.DateAt(account, period.End.AddTicks(-1));
        var (converted, missing) = InvoiceConversion.Convert(catalog, currency, date, lines);
        if (missing is not null)
        {
            return new PreparationOutcome.Refused("no-exchange-rate", $"There is no exchange rate from {missing} to {currency} on or before {date:O}. Add it to the catalog and retry.");
        }

        var allowance = await credits.AllowanceAsync(revision.Id, cancellationToken);
        var terms = AccountTerms.Of(catalog, entity, account, period, allowance);
        if (terms.Coupons.FirstOrDefault(coupon => coupon.Currency is not null && coupon.Currency != currency) is { } foreign)
        {
            return new PreparationOutcome.Refused("coupon-currency", $"Coupon '{foreign.Key}' is in {foreign.Currency}, the invoice in {currency}. Take it from the account or give it another currency and retry.");
        }

        var discounted = InvoiceComposition.Discount(terms, converted);
        if (discounted.Lines.IsEmpty)
        {
            return new PreparationOutcome.Nothing();
        }

        var id = revision.Id.ToString();
        var answer = await taxes.ComputeAsync(TaxRequest.Of(id, currency, entity, account, period, discounted.Lines), catalog, cancellationToken);
        if (answer is not TaxOutcome.Taxed taxed)
        {
            return Untaxed(answer);
        }

        var composed = InvoiceComposition.Settle(currency, discounted, taxed, allowance.Balances, period);
        return new PreparationOutcome.Prepared(
            InvoiceDrafting.Draft(revision.Id, account, composed with { Notes = [.. composed.Notes, .. rated.Notes] }, rated.Usage.EventCount, rated.Usage.SetHash),
            allowance,
            CreditStore.ReservationOf(id, composed.Credits, composed.Coupons, AccountTerms.LimitedCoupons(catalog)));
    }

    private static PreparationOutcome.Refused Untaxed(TaxOutcome outcome) => outcome switch
    {
        TaxOutcome.UnknownJurisdiction unknown => new("no-tax-table", $"There is no tax table for {unknown.Jurisdiction}. Add it to the catalog and retry."),
        TaxOutcome.NotInForce early => new("no-tax-table", $"No tax table of {early.Jurisdiction} is in force at {early.TaxPoint:O}. Add a version that is and retry."),
        TaxOutcome.UnknownTaxClasses unknown => new(
            "no-tax-rate", $"The tax table of {unknown.Jurisdiction} has no rate for {string.Join(", ", unknown.TaxClasses)}. Add it and retry."),
        TaxOutcome.Unavailable away => new("tax-engine-unavailable", $"The tax engine did not answer: {away.Reason} Retry when it does."),
        TaxOutcome.Contradictory wrong => new("tax-engine-contradictory", $"The tax engine's answer cannot be used: {wrong.Reason} Have it mended and retry."),
        _ => throw new InvalidOperationException($"Unknown tax outcome {outcome.GetType().Name}."),
    };
}
