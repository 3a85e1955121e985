using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Invoicing;

/// <summary>What an account agreed on beside its prices, for one invoice.</summary>
/// <param name="Currency">Currency of the invoice.</param>
/// <param name="Period">The billing period.</param>
/// <param name="MinimumSpend">What is invoiced at least; absent: nothing.</param>
/// <param name="Covered">The part of the period that the minimum is agreed for; absent: all of it.</param>
/// <param name="Coupons">The coupons that apply, in their order.</param>
public sealed record CompositionTerms(
    string Currency, BillingPeriod Period, MinimumSpend? MinimumSpend = null, Coverage? Covered = null, ImmutableArray<Coupon> Coupons = default)
{
    /// <summary>Absent reads as empty.</summary>
    public ImmutableArray<Coupon> Coupons { get; init; } = Coupons.IsDefault ? [] : Coupons;
}
