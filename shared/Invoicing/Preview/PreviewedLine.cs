using System.Collections.Immutable;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Invoicing;

/// <summary>A line of an invoice that was tried out.</summary>
/// <param name="Key">The charge; "minimum-spend" for the line that makes up the difference to it.</param>
/// <param name="Product">The product.</param>
/// <param name="Kind">What it charges.</param>
/// <param name="Quantity">Units charged.</param>
/// <param name="Amount">Net amount before coupons.</param>
/// <param name="Discount">What coupons take off.</param>
/// <param name="Net">What is taxed.</param>
/// <param name="Tax">Its share of the taxes.</param>
/// <param name="UnroundedAmount">The price's amount before rounding; tax included where prices are inclusive.</param>
/// <param name="Steps">The computation.</param>
public sealed record PreviewedLine(
    string Key, string Product, LineKind Kind, decimal Quantity, decimal Amount, decimal Discount, decimal Net, decimal Tax, decimal UnroundedAmount, ImmutableArray<DerivationStep> Steps);
