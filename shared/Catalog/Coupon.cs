using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>A price reduction that an invoice is granted: a share of what is left of its lines, or an amount. Exactly one of the two is set.</summary>
/// <param name="Key">Stable key; accounts name it in the order in which their coupons apply.</param>
/// <param name="Name">Name on the invoice.</param>
/// <param name="Percent">Percentage taken off, above 0 and up to 100.</param>
/// <param name="Amount">Amount taken off each invoice, in <paramref name="Currency"/>.</param>
/// <param name="Currency">Currency of the amount (ISO 4217); absent for a percentage.</param>
/// <param name="Products">Products it applies to; empty: the whole invoice.</param>
/// <param name="From">First instant of the billing periods it applies to; absent: always.</param>
/// <param name="To">Periods that begin from here on have it no longer; absent: never ends.</param>
/// <param name="Uses">Invoices of one account that it may be used on; absent: any number.</param>
public sealed record Coupon(
    string Key,
    string Name,
    decimal? Percent = null,
    decimal? Amount = null,
    string? Currency = null,
    ImmutableArray<string> Products = default,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    int? Uses = null)
{
    /// <summary>Absent reads as empty.</summary>
    public ImmutableArray<string> Products { get; init; } = Products.IsDefault ? [] : Products;

    /// <summary>True when it applies to the billing period.</summary>
    public bool Covers(BillingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        return (From is null || period.Start >= From) && (To is null || period.Start < To);
    }
}
