using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Invoicing;

/// <summary>Previews invoices by the code that makes them: what is shown is what closing the period at this moment would issue. Stores nothing.</summary>
public sealed class UpcomingInvoices(PeriodRating rating, InvoicePreparation preparation, TimeProvider clock)
{
    /// <summary>The invoice of one of the account's periods; absent: of the one that runs now.</summary>
    public async Task<UpcomingOutcome> FindAsync(
        CatalogSnapshot catalog, LegalEntity entity, Account account, BillingPeriod? period, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        var now = clock.GetUtcNow();
        period ??= BillingCalendar.PeriodAt(account, now);
        var rated = await rating.RateAsync(catalog, account, period, cancellationToken);
        if (rated.Usage.State == FenceState.Invoiced)
        {
            return new UpcomingOutcome.AlreadyBilled(period.Key, rated.Usage.InvoiceId);
        }

        return await preparation.ComposeAsync(catalog, entity, account, period, rated, cancellationToken) switch
        {
            PreparationOutcome.Prepared prepared => Found(prepared.Draft),
            PreparationOutcome.Nothing => Found(null),
            PreparationOutcome.Refused refused => new UpcomingOutcome.Refused(refused.Code, refused.Message),
            var other => throw new InvalidOperationException($"Unknown preparation outcome {other.GetType().Name}."),
        };

        UpcomingOutcome.Found Found(Invoice? draft) =>
            new(new UpcomingInvoice(account.Id, period.Key, period.Start, period.End, now, rated.Usage.State, draft));
    }
}
