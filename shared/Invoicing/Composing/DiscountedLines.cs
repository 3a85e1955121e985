using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Invoicing;

/// <summary>The lines of an invoice before tax: charges, the minimum spend's true-up, and what coupons take off.</summary>
/// <param name="Lines">The lines, each with its discount.</param>
/// <param name="Coupons">The coupons that took something off, each with its share of every line, in the lines' order.</param>
public sealed record DiscountedLines(ImmutableArray<InvoiceLine> Lines, ImmutableArray<(Coupon Coupon, ImmutableArray<decimal> Shares)> Coupons);
