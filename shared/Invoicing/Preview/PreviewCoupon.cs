using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>A coupon to try out: a percentage or an amount.</summary>
/// <param name="Key">Names it.</param>
/// <param name="Percent">Above 0 and up to 100.</param>
/// <param name="Amount">In the request's currency.</param>
/// <param name="Products">Products it applies to; empty: the whole invoice.</param>
public sealed record PreviewCoupon(string Key, decimal? Percent = null, decimal? Amount = null, ImmutableArray<string> Products = default)
{
    /// <summary>Absent reads as empty.</summary>
    public ImmutableArray<string> Products { get; init; } = Products.IsDefault ? [] : Products;
}
