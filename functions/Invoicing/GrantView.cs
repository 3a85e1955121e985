using System.Collections.Immutable;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>A grant of prepaid credit and what is left of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Whether it can still pay.</param>
/// <param name="Amount">What it was worth.</param>
/// <param name="Drawn">What invoices hold of it.</param>
/// <param name="Lapsed">What was left when it expired. An invoice of a period that ended before may still draw it.</param>
/// <param name="Remaining">What can be drawn.</param>
/// <param name="Currency">Its currency.</param>
/// <param name="Name">Name on invoices.</param>
/// <param name="Priority">Smaller is drawn first.</param>
/// <param name="GrantedAt">When it was granted.</param>
/// <param name="ExpiresAt">When it expires.</param>
/// <param name="Products">Products it pays for; empty: whatever is on the invoice.</param>
/// <param name="Note">Why it was granted.</param>
public sealed record GrantView(
    string Id,
    GrantState State,
    decimal Amount,
    decimal Drawn,
    decimal Lapsed,
    decimal Remaining,
    string Currency,
    string Name,
    int Priority,
    DateTimeOffset GrantedAt,
    DateTimeOffset? ExpiresAt,
    ImmutableArray<string> Products,
    string? Note)
{
    /// <summary>The view of a balance at an instant.</summary>
    public static GrantView Of(CreditBalance balance, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(balance);
        var (grant, left) = (balance.Grant, balance.Remaining);
        var isExpired = grant.ExpiresAt is { } expiry && expiry <= now;
        return new GrantView(
            grant.Id, left == 0m ? GrantState.Used : isExpired ? GrantState.Lapsed : GrantState.Open, grant.Amount, grant.Amount - left, isExpired ? left : 0m, isExpired ? 0m : left,
            grant.Currency, grant.Name, grant.Priority, grant.GrantedAt, grant.ExpiresAt, grant.Products, grant.Note);
    }
}
