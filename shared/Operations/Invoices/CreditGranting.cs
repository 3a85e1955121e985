using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Posting;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Operations;

/// <summary>Grants prepaid credit and brings it into the books.</summary>
public sealed class CreditGranting(CreditStore credits, DocumentBooking booking, OpenCommands commands, TimeProvider clock)
{
    /// <summary>Why the grant could not be booked, or null.</summary>
    public static ValidationIssue? Obstacle(CatalogSnapshot catalog, LegalEntity entity, Account account, CreditGrant grant)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(grant);
        return BookingTerms.Find(catalog, entity, account, grant.Currency, BillingCalendar.DateAt(account, grant.GrantedAt)) is null
            ? new ValidationIssue("currency", "no-exchange-rate", $"There is no rate from {grant.Currency} to {entity.Currency}, in which the books are kept.", "Add the day's rate to the catalog, then grant.")
            : null;
    }

    /// <summary>Grants, once for each id, and books it. The command is kept meanwhile: a crash between the two would leave credit outside the books.</summary>
    public async Task<GrantOutcome> GrantAsync(string accountId, CreditGrant grant, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(grant);
        var open = new OpenCommand(OpenCommandKind.Grant, accountId, grant.Id, clock.GetUtcNow(), Grant: grant);
        await commands.KeepAsync(open, cancellationToken);
        var outcome = await CarryOutAsync(accountId, grant, cancellationToken);
        await commands.LetGoAsync(open, cancellationToken);
        return outcome;
    }

    /// <summary>Carries an accepted grant out, from wherever a crash left it.</summary>
    public async Task<GrantOutcome> CarryOutAsync(string accountId, CreditGrant grant, CancellationToken cancellationToken = default)
    {
        var outcome = await credits.GrantAsync(accountId, grant, cancellationToken);
        if (outcome is GrantOutcome.Granted granted && await booking.BookAsync(accountId, granted.Balance.Grant, cancellationToken) is null)
        {
            throw new InvalidOperationException($"Grant '{grant.Id}' of '{accountId}' has no exchange rate, or the account is gone: both were there when it was accepted.");
        }

        return outcome;
    }
}
