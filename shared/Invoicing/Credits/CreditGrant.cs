using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Invoicing;

/// <summary>Credit that a customer was given or paid for in advance. Never changes; what is left of it is in the account's balances.</summary>
/// <param name="Id">Identity given by whoever grants it: the same one again is the same grant.</param>
/// <param name="Name">Name on invoices.</param>
/// <param name="Amount">What it is worth, above zero.</param>
/// <param name="Currency">Its currency (ISO 4217); it pays invoices in this currency only.</param>
/// <param name="Priority">Smaller is drawn first.</param>
/// <param name="GrantedAt">When it was granted.</param>
/// <param name="ExpiresAt">What is left then lapses; absent: never.</param>
/// <param name="Products">Products it pays for; empty: whatever is on the invoice.</param>
/// <param name="Note">Why it was granted.</param>
/// <param name="Funding">Whether the customer paid for it.</param>
public sealed record CreditGrant(
    string Id,
    string Name,
    decimal Amount,
    string Currency,
    int Priority,
    DateTimeOffset GrantedAt,
    DateTimeOffset? ExpiresAt = null,
    ImmutableArray<string> Products = default,
    string? Note = null,
    GrantFunding Funding = GrantFunding.Paid)
{
    /// <summary>Absent reads as empty.</summary>
    public ImmutableArray<string> Products { get; init; } = Products.IsDefault ? [] : Products;

    /// <summary>
    /// True when it pays for a billing period: it had not expired before the period's end. Asked of the period and not of the clock, so
    /// that an invoice made again a week later says the same.
    /// </summary>
    public bool Pays(BillingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        return ExpiresAt is null || ExpiresAt >= period.End;
    }
}
