using System.Collections.Immutable;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>Prepaid credit to grant.</summary>
/// <param name="Amount">What it is worth, above zero.</param>
/// <param name="Name">Name on invoices.</param>
/// <param name="Currency">Its currency; absent: that of the account's invoices.</param>
/// <param name="Priority">Smaller is drawn first.</param>
/// <param name="ExpiresAt">What is left then lapses; absent: never.</param>
/// <param name="Products">Products it pays for; absent or empty: whatever is on the invoice.</param>
/// <param name="Note">Why it is granted.</param>
/// <param name="Funding">Whether the customer paid for it (booked against the bank) or it is given (booked against discounts).</param>
public sealed record GrantRequest(
    decimal Amount, string Name = "Prepaid credit", string? Currency = null, int Priority = 100, DateTimeOffset? ExpiresAt = null, ImmutableArray<string> Products = default, string? Note = null,
    GrantFunding Funding = GrantFunding.Paid);
